import { readFile } from 'node:fs/promises';
import { sha256 } from '../../src/core/digest.ts';
import { pairedMean } from '../../src/core/inference/pairedMean.ts';
import { seededRandom, shuffle } from '../../src/core/inference/random.ts';
import { StudyData } from '../../src/core/study/studyData.ts';
import { materialOf } from '../../src/run/stats/material.ts';
import { openContents } from '../../src/run/study/open/openStudy.ts';
import { surveyFinder } from '../../src/run/study/open/surveyFor.ts';
import { readStudyZip } from '../../src/run/study/zip/importZip.ts';
import { readParts } from '../../src/run/study/zip/readParts.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { type FalsePositives } from './falsePositives.ts';

// Loaded with this module: a script's importer is closed once it has it.
await loadSurvey();

/** How much nearer to a country's people one blank picture's answers are than another's, question by question. */
type Differences = readonly number[];

/**
 * Real null data: of every two blanks in one sentence of the bundled example, and every country,
 * the differences in similarity over the questions. No blank shows anything of any country.
 */
export async function blankDifferences(path: string): Promise<Differences[]> {
  const { contents, survey } = await readStudyZip(new Blob([await readFile(path)]), {
    readParts,
    surveyFor: surveyFinder(memoryStore().ownData),
    takePicture: async (file) => {
      const id = await sha256(await file.arrayBuffer());
      const { name, type } = file;
      return { picture: { id, name, type, width: 1, height: 1, file, addedAt: 0 } };
    }
  });
  const {
    frame,
    columns,
    survey: shares
  } = materialOf(await openContents(contents, survey), { caveats: 'out', topics: 'ours' });
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
  let [flips, interval] = [0, 0];
  for (let k = 0; k < times; k++) {
    const own = enough[Math.floor(random() * enough.length)] ?? [];
    const drawn = own.map((_, q) => q);
    shuffle(drawn, random);
    const found = pairedMean(
      drawn.slice(0, n).map((q) => (own[q] as number) * (swapped && random() < 0.5 ? -1 : 1)),
      { seed: k }
    );
    flips += Number((found.p ?? 1) < 0.05);
    const [low, high] = found.interval ?? [0, 0];
    interval += Number(low > 0 || high < 0);
  }
  return { flips: flips / times, interval: interval / times };
}
