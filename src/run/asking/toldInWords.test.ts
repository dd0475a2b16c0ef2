import { expect, it } from 'vitest';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { Cue } from '../../core/prompts/types.ts';
import { packShipped, readShipped } from '../../formats/shippedAnswers.ts';
import { loadedFrom } from '../../servers/provenance.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { TOLD, toldInWords } from './toldInWords.ts';

const picture = 'a'.repeat(64);
const told: Cue = { kind: 'caption', picture, caption: 'Flag of Nowhere', category: null };
const frame: Cue = { kind: 'frame' };

/** A file with two questions under `frame`, and one of them under the caption, in one order alone. */
async function shippedFile() {
  const survey = await loadSurvey();
  const questions = ['Q1', 'Q6'].flatMap((id) => survey.question(id) ?? []);
  const model = await loadedFrom({
    served: {
      ...{ dialect: 'llama.cpp', server: 'llama.cpp', version: null, modelId: 'm' },
      ...{ revision: null, quantisation: null, template: null, probe: null, settings: {} }
    },
    pictures: false
  });
  const scores = new Map<string, { logprobs: number[]; tokens: number[] }>();
  const planned = planJobs({ ...TOLD, cues: [frame, told], questions }, model.chat);
  for (const { job, cueIndex, questionIndex, part } of planned) {
    const lacks = cueIndex === 1 && questionIndex === 1 && part.kind === 'order' && part.index > 0;
    const letters = job.targets.kind === 'letters' ? job.targets.letters : [];
    const logprobs = letters.map((_, k) => -1 - k);
    if (!lacks) {
      scores.set(await answerKey(job, model), { logprobs, tokens: letters.map(() => 1) });
    }
  }
  const about = { createdAt: '2026-11-26', app: '1', model, concepts: {}, coverage: [] };
  const packed = await packShipped(about, scores);
  return { shipped: await readShipped(new Blob([packed])), questions };
}

it('finds answers to the very prompts, whole ones alone', async () => {
  const { shipped, questions } = await shippedFile();
  const found = await toldInWords(shipped, [frame, told], questions);
  const known = (id: string) => found.get(id)?.answers.map((answer) => answer !== null);
  expect(known('Q1')).toEqual([true, true]);
  expect(known('Q6')).toEqual([true, false]);
  // Forwards the first letter is likelier, backwards too: over both orders ends are alike.
  const shares = found.get('Q1')?.answers[1]?.distribution ?? [];
  expect(shares.at(0)).toBeCloseTo(shares.at(-1) ?? NaN);
});

it('takes nothing for an answer to other words', async () => {
  const { shipped, questions } = await shippedFile();
  const others: Cue[] = [{ ...told, caption: 'Flag of Somewhere' }];
  const reworded = questions.map((question) => ({ ...question, text: `${question.text}!` }));
  for (const found of [
    await toldInWords(shipped, others, questions),
    await toldInWords(shipped, [told], reworded)
  ]) {
    expect([...found.values()].flatMap(({ answers }) => answers)).toEqual([null, null]);
  }
});
