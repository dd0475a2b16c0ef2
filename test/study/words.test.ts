import { readFile, stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { StudyData } from '../../src/core/study/studyData.ts';
import { studyQuestions } from '../../src/core/study/studySteps.ts';
import { readShipped } from '../../src/formats/shippedAnswers.ts';
import { toldInWords } from '../../src/run/asking/toldInWords.ts';
import { materialOf } from '../../src/run/stats/material.ts';
import { openStudyZip } from '../openStudyZip.ts';

const ZIP = 'public/example-study/words.zip';
const opened = await openStudyZip(ZIP);

test('the words example is whole, small, of words alone, and says who answered', async () => {
  const { frame, missing, record, survey } = opened;
  expect((await stat(ZIP)).size).toBeLessThan(3e6);
  expect(missing).toBe(0);
  expect(frame.questions.length).toBeGreaterThan(0);
  const kinds = new Set(frame.cues.map(({ kind }) => kind));
  expect([...kinds].filter((kind) => kind === 'picture' || kind === 'blank')).toEqual([]);
  const named = frame.cues.filter(({ kind }) => kind === 'country');
  expect(named).toHaveLength(survey.countries.length);
  const [first] = record.study.models;
  const run = record.runs[first?.model ?? ''];
  expect(run).toMatchObject({ device: 'server', readouts: ['letter'] });
  expect(run?.served).toMatchObject({
    ...{
      server: 'llama.cpp',
      modelId: 'Qwen2.5-Coder-1.5B-Instruct',
      quantisation: expect.stringMatching(/^Q4_K/)
    },
    template: expect.stringContaining('<|im_start|>')
  });
});

test('the Lab’s file of words holds the same answers', async () => {
  const shipped = await readShipped(new Blob([await readFile('public/shipped/words.bin')]));
  const { frame, record, survey } = opened;
  const questions = studyQuestions(record.study, survey);
  const found = await toldInWords(shipped, frame.cues, questions);
  const { columns, survey: shares } = materialOf(opened, { caveats: 'out', topics: 'ours' });
  const study = new StudyData(frame, columns, shares);
  let compared = 0;
  for (const [q, { id }] of questions.entries()) {
    for (const [cue] of frame.cues.entries()) {
      const told = found.get(id)?.answers[cue]?.distribution ?? [];
      const asked = study.answer(study.row(0, cue, q), 'raw');
      expect(told).toHaveLength(asked.length);
      told.forEach((share, k) => expect(Math.abs(share - (asked[k] ?? NaN))).toBeLessThan(1e-6));
      compared += 1;
    }
  }
  expect(compared).toBe(questions.length * frame.cues.length);
});
