import { AppError } from '../../../src/core/errors.ts';
import { EngineClient } from '../../../src/engine/engineClient.ts';
import { modelFilesClient } from '../../../src/engine/files/stored/modelFilesClient.ts';
import { bestThreads } from '../../../src/engine/threads/bestThreads.ts';
import { materialOf, type StudyMaterial } from '../../../src/run/stats/material.ts';
import { StatsClient } from '../../../src/run/stats/statsClient.ts';
import { openContents } from '../../../src/run/study/open/openStudy.ts';
import { surveyFinder } from '../../../src/run/study/open/surveyFor.ts';
import { openExample } from '../../../src/run/study/zip/example.ts';
import { readParts } from '../../../src/run/study/zip/readParts.ts';
import { inZipWorker } from '../../../src/run/study/zip/zipClient.ts';
import { importClient } from '../../../src/survey/import/importClient.ts';
import { openStore } from '../../../src/store/db.ts';
import { takePicture } from '../../../src/ui/pictures/intake.ts';
import { killAtNext, MortalWorker, type Death } from './deaths.ts';

window.Worker = MortalWorker;

const base = new URL('/', location.href).href;
const engine = new EngineClient(base);
const files = modelFilesClient();
const importer = importClient();
const stats = new StatsClient();
let material: Promise<StudyMaterial> | undefined;

/** Every worker of the app: the method that is struck, and a call of it, made by what the app calls. */
const workers: Record<string, { method: string; call: () => Promise<unknown> }> = {
  'engine, loading': {
    method: 'load',
    call: () =>
      engine
        .load({ model: 'tiny-llava', device: 'wasm', threads: 1 }, () => undefined)
        .then(({ manifestHash }) => manifestHash)
  },
  'engine, scoring': { method: 'score', call: score },
  'model files': { method: 'list', call: () => files.list() },
  'thread trial': {
    method: 'share',
    call: () => bestThreads().then(({ trials }) => trials.map(({ threads }) => threads))
  },
  statistics: {
    method: 'nearest',
    call: async () => {
      const of = await (material ??= example());
      const { seed, metric, variant } = { seed: 1, metric: 'jsd-bits', variant: 'pmi' } as const;
      return stats.nearest(of, { condition: 0, cue: 0, metric, variant, seed });
    }
  },
  'survey import': {
    method: 'inspect',
    call: () => {
      const rows = 'country,question,option,share\nBRA,Q1,1,0.4\nBRA,Q1,2,0.6\n';
      return importer.calls.inspect(new File([rows], 'rows.csv'));
    }
  },
  pictures: {
    method: 'checkPicture',
    call: async () => {
      const canvas = new OffscreenCanvas(2, 2);
      canvas.getContext('2d');
      const { picture } = await takePicture(new File([await canvas.convertToBlob()], 'a.png'));
      return picture.id;
    }
  },
  'study zip': {
    method: 'readParts',
    call: async () => {
      const zip = await fetch(`${base}example-study/example.zip`);
      const { study, segments } = await inZipWorker.readParts(await zip.blob());
      return [study.id, segments.length, [...(segments[0]?.values ?? [])]];
    }
  }
};

/** The example as its statistics need it; its pictures are looked at in a worker of their own. */
async function example(): Promise<StudyMaterial> {
  const surveyFor = surveyFinder((await openStore()).ownData);
  const { contents, survey } = await openExample(base, { surveyFor, takePicture, readParts });
  return materialOf(await openContents(contents, survey), { caveats: 'out', topics: 'ours' });
}

async function score(): Promise<number[][]> {
  if (!loaded) await workers['engine, loading']?.call();
  loaded = true;
  const scores: number[][] = [];
  const job = {
    prefix: '<|im_start|>user\n',
    suffix: 'Is rain wet?<|im_end|>\n<|im_start|>assistant\nThe answer is (',
    picture: null,
    targets: { kind: 'letters' as const, letters: ['A', 'B'] }
  };
  await engine.score([job, job], (index, { logprobs }) => (scores[index] = logprobs));
  return scores;
}
let loaded = false;

export interface Report {
  /** Of the fault that the call rejected with; null where it resolved. */
  code: string | null;
  params: Record<string, string | number>;
  /** What it resolved to, as JSON. */
  result: string | null;
  /** Milliseconds from the death, or from the call where there was none. */
  ms: number;
}

/** @param death in the middle of the call; null: none */
async function callWorker(name: string, death: Death | null): Promise<Report> {
  const worker = workers[name];
  if (!worker) throw new TypeError(name);
  const called = performance.now();
  const died = death && killAtNext(worker.method, death);
  let report: Omit<Report, 'ms'>;
  try {
    const result = JSON.stringify(await worker.call());
    report = { code: null, params: {}, result };
  } catch (thrown) {
    const { code, params } = AppError.from(thrown);
    report = { code, params, result: null };
  }
  const ended = performance.now();
  return { ...report, ms: ended - ((await died) ?? called) };
}

/** Reads what the statistics are about, so that no other worker is needed for them. */
async function readExample(): Promise<void> {
  await (material ??= example());
}

declare global {
  interface Window {
    callWorker: typeof callWorker;
    readExample: typeof readExample;
  }
}
window.callWorker = callWorker;
window.readExample = readExample;
