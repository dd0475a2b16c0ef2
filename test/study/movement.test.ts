import { expect, test } from 'vitest';
import { studyMovement } from '../../src/core/study/studyMovement.ts';
import { StudyData } from '../../src/core/study/studyData.ts';
import { plantedStudy } from '../inference/planted.ts';
import { openZip } from '../sameNumbers/house.ts';

test('cues with a planted effect are measured from their control, the largest first', () => {
  const study = plantedStudy({ own: 0.4, template: 0, countries: 6, seed: 1 });
  const rows = studyMovement(study, { condition: 0, variant: 'raw', control: 'blank' });
  expect(rows).toHaveLength(12);
  expect(rows.map(({ net }) => net)).toEqual(
    rows.map(({ net }) => net).toSorted((a, b) => Number(b) - Number(a))
  );
  // Forty questions each; no neutral cue, and one blank alone has no reach.
  expect(
    rows.every(({ questions, raw, reach }) => questions === 40 && raw === null && reach === null)
  ).toBe(true);
  expect(rows.every(({ judged, beyond }) => judged + beyond === 0)).toBe(true);
  expect(new Set(rows.map(({ control }) => control))).toEqual(new Set(['blank', 'frame']));
});

test('the example: every picture is held against three blanks, question by question', async () => {
  const { opened } = await openZip('public/example-study/example.zip');
  const { frame, columns, survey } = opened.material;
  const study = new StudyData(frame, columns, survey);
  const rows = studyMovement(study, { condition: 0, variant: 'pmi', control: 'blank' });
  const pictures = rows.filter(({ control }) => control === 'blank');
  expect(pictures).toHaveLength(20);
  for (const { judged, beyond, net, raw, reach } of pictures) {
    expect(judged).toBe(frame.questions.length);
    expect(beyond).toBeLessThan(judged);
    expect(Math.min(net ?? 0, raw ?? 0, reach ?? 0)).toBeGreaterThan(0);
  }
  // What moves the answers is mostly the prompt: pictures as a whole do less beyond blanks.
  const total = (of: 'net' | 'raw') => pictures.reduce((sum, row) => sum + (row[of] ?? 0), 0);
  expect(total('net')).toBeLessThan(total('raw'));
  const none = studyMovement(study, { condition: 0, variant: 'pmi', control: 'none' });
  const of = (cue: number) => none.find((row) => row.cue === cue);
  for (const { cue, raw } of pictures) expect(of(cue)?.net).toBe(raw);
});
