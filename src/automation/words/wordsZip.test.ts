import { describe, expect, it } from 'vitest';
import { planJobs } from '../../core/prompts/plan.ts';
import { studyCues } from '../../core/study/studyCues.ts';
import { studyQuestions } from '../../core/study/studySteps.ts';
import { openContents } from '../../run/study/open/openStudy.ts';
import { readStudyZip } from '../../run/study/zip/importZip.ts';
import { readParts } from '../../run/study/zip/readParts.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import type { Served } from '../../core/answers/served.ts';
import { readAnswerLines } from './answerLines.ts';
import { chatml } from './servedRun.ts';
import { wordsStudy } from './wordsStudy.ts';
import { emptyWordsZip, wordsZip, wordsZipOf } from './wordsZip.ts';

const served: Served = {
  ...{ dialect: 'llama.cpp', server: 'llama.cpp', version: 'b1' },
  ...{ modelId: 'made-up', revision: null, quantisation: 'Q4_K_M', template: null },
  ...{ probe: null, settings: {} }
};
const system = 'You are made up.';

/** A journal of made-up answers to these questions, two orders, every cue. */
async function journal(ids: readonly string[]): Promise<string[]> {
  const survey = await loadSurvey();
  const study = wordsStudy(survey, ids, [{ model: 'made-up', manifestHash: null }]);
  const begin = chatml(system).standard ?? '';
  const jobs = planJobs(
    {
      ...{ cues: studyCues(study, study.pictures), questions: studyQuestions(study, survey) },
      ...{ template: study.templates[0]!, readout: 'letter' },
      ...{ orders: 'forward+reverse', dontKnow: 'omit' }
    },
    // As an asker may put it: the system turn simply stands before everything.
    { ...chatml(system), begin }
  );
  return jobs.map(({ job: { prefix, suffix, targets } }, k) => {
    const letters = targets.kind === 'letters' ? targets.letters : [];
    const logprobs = letters.map((_, n) => -1 - ((k + n) % 5));
    return `${JSON.stringify({ prefix, suffix, letters, logprobs })}\n`;
  });
}

async function opened(zip: Blob) {
  const survey = await loadSurvey();
  const read = await readStudyZip(zip, {
    ...{ readParts, surveyFor: () => Promise.resolve(survey) },
    takePicture: () => Promise.reject(new Error('no picture is in the zip'))
  });
  return openContents(read.contents, survey);
}

describe('the words example', () => {
  it('asks every name and every picture’s caption, and no picture', async () => {
    const survey = await loadSurvey();
    const study = await opened(await emptyWordsZip(survey, ['Q1', 'Q6'], '1'));
    const kinds = study.frame.cues.map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((each) => each === kind).length;
    expect(count('country')).toBe(survey.countries.length);
    expect(count('frame') + count('neutral')).toBe(2);
    const models = [{ model: 'made-up', manifestHash: null }];
    const asked = wordsStudy(survey, ['Q1'], models);
    const cues = studyCues(asked, asked.pictures);
    expect(cues.filter(({ kind }) => kind === 'caption')).toHaveLength(asked.pictures.length);
    expect(cues.some(({ kind }) => kind === 'picture' || kind === 'blank')).toBe(false);
  });

  it('reads a journal into the study: the questions that are whole, each with its log-probabilities', async () => {
    const survey = await loadSurvey();
    const lines = await journal(['Q1', 'Q6', 'Q29']);
    // Of the last question one answer is missing, and the last line is cut off.
    const at = lines.findLastIndex((line) => line.includes('Q29') || line.length > 0);
    const text = [...lines.slice(0, at), lines[at]?.slice(0, 40)].join('');
    const models = [{ served, system, lines: readAnswerLines(text) }];
    const made = await wordsZip(survey, models, '1');
    expect([made.questions, made.captions]).toEqual([expect.arrayContaining(['Q1', 'Q6']), true]);
    expect(made.questions).toHaveLength(2);
    const study = await opened(made.zip);
    expect(study.missing).toBe(0);
    expect(study.columns.length).toBe(2 * study.frame.cues.length);
    const run = Object.values(study.record.runs)[0];
    expect(run).toMatchObject({ device: 'server', served: { quantisation: 'Q4_K_M' } });
    expect(study.frame.conditions[0]).toMatchObject({ system: 'own', readout: 'letter' });
    const first = JSON.parse(lines[0] ?? '') as { logprobs: number[] };
    expect([...study.columns.values.subarray(0, first.logprobs.length)]).toEqual(first.logprobs);
  });

  it('is made out of saved studies as well, one a model, by the same rules', async () => {
    const survey = await loadSurvey();
    const asked = { served: { ...served, modelId: 'other' }, system };
    const lines = async (ids: readonly string[]) => readAnswerLines((await journal(ids)).join(''));
    const one = await wordsZip(survey, [{ served, system, lines: await lines(['Q1', 'Q6']) }], '1');
    const two = await wordsZip(survey, [{ ...asked, lines: await lines(['Q6', 'Q29']) }], '1');
    const both = await wordsZipOf(survey, [one.zip, two.zip], '1');
    expect(both).toMatchObject({ questions: ['Q6'], captions: true });
    const study = await opened(both.zip);
    expect(study.missing).toBe(0);
    expect(study.frame.conditions).toHaveLength(2);
    expect(study.columns.length).toBe(2 * study.frame.cues.length);
  });

  it('is made of names alone where captions were asked of few of its questions', async () => {
    const survey = await loadSurvey();
    const [one, both] = [await journal(['Q1']), await journal(['Q1', 'Q6'])];
    const named = both.filter((line) => !line.includes('Picture: '));
    const lines = readAnswerLines([...one, ...named].join(''));
    const made = await wordsZip(survey, [{ served, system, lines }], '1');
    expect(made).toMatchObject({ questions: ['Q1', 'Q6'], captions: false });
    const study = await opened(made.zip);
    expect(study.missing).toBe(0);
    expect(study.frame.cues.some(({ kind }) => kind === 'caption')).toBe(false);
  });

  it('takes no answer to another prompt, and refuses lines that are none', async () => {
    const survey = await loadSurvey();
    const lines = (await journal(['Q1'])).map((line) => line.replace('You live in', 'You were in'));
    const made = await wordsZip(
      survey,
      [{ served, system, lines: readAnswerLines(lines.join('')) }],
      '1'
    );
    expect(made.questions).toEqual([]);
    expect(() => readAnswerLines('{"prefix":"a"}\n')).toThrow('answers-line');
    expect(() =>
      readAnswerLines('{"prefix":"a","suffix":"b","letters":["A"],"logprobs":[0.5]}\n')
    ).toThrow('answers-line');
    expect(readAnswerLines('{"prefix":"a"').size).toBe(0);
  });

  it('keeps a float32 as the number that tells it, and any other number as it is', () => {
    const line = (logprobs: number[]) =>
      `${JSON.stringify({ prefix: 'a', suffix: 'b', letters: ['A', 'B'], logprobs })}\n`;
    const float = Math.fround(-1.3771072);
    const [first = 0, second] = readAnswerLines(line([float, -0.1])).get('ab')?.logprobs ?? [];
    expect(String(first).length).toBeLessThan(String(float).length);
    expect([Math.fround(first), second]).toEqual([float, -0.1]);
  });
});
