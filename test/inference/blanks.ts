import { seededRandom, shuffle } from '../../src/core/inference/random.ts';
import { StudyData } from '../../src/core/study/studyData.ts';
import { materialOf } from '../../src/run/stats/material.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { openStudyZip } from '../openStudyZip.ts';
import { countPositives, type FalsePositives } from './falsePositives.ts';

// Loaded with this module: a script's importer is closed once it has it.
await loadSurvey();

/** How much nearer to a country's people one blank picture's answers are than another's, question by question. */
type Differences = readonly number[];

/**
 * Real null data: of every two blanks in one sentence of the bundled example, and every country,
 * the differences in similarity over the questions. No blank shows anything of any country.
 */
export async function blankDifferences(path: string): Promise<Differences[]> {
  const {
    frame,
    columns,
    survey: shares
  } = materialOf(await openStudyZip(path), { caveats: 'out', topics: 'ours' });
  const study = new StudyData(frame, columns, shares);
  const blanks = frame.cues.flatMap((cue, at) => (cue.kind === 'blank' ? [{ ...cue, at }] : []));
  const pairs = blanks.flatMap((a, k) =>
    blanks.slice(k + 1).flatMap((b) => (a.category === b.category ? [[a.at, b.at] as const] : []))
  );
  const similarity = study.similarity('jsd-bits', 'pmi');
  return pairs.flatMap(([a, b]) =>
    shares.countries.map((_, country) =>
      frame.questions.flatMap((_question, q) => {
        const of = (cue: number) => similarity(study.row(0, cue, q), country);
        const difference = of(a) - of(b);
        return Number.isNaN(difference) ? [] : [difference];
      })
    )
  );
}

/**
 * How often so many questions, drawn from one country's at random, are called beyond chance.
 * @param swapped which blank is called which is drawn question by question, as the test assumes;
 *   else as they are: grey, white and noise may be apart on all questions alike
 */
export function blankPositives(
  all: readonly Differences[],
  n: number,
  times: number,
  swapped: boolean
): FalsePositives {
  const random = seededRandom(n);
  const enough = all.filter(({ length }) => length >= n);
  return countPositives(times, () => {
    const own = enough[Math.floor(random() * enough.length)] ?? [];
    const drawn = own.map((_, q) => q);
    shuffle(drawn, random);
    return drawn.slice(0, n).map((q) => (own[q] as number) * (swapped && random() < 0.5 ? -1 : 1));
  });
}
