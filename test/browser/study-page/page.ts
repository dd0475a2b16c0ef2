import { StudyStats } from '../../../src/core/study/studyStats.ts';
import { packShares } from '../../../src/core/survey/surveyShares.ts';
import type { StudyResults } from '../../../src/core/study/studyResults.ts';
import { METRICS } from '../../../src/core/measures/metrics.ts';
import type { QuestionId } from '../../../src/core/survey/types.ts';
import { EngineClient } from '../../../src/engine/engineClient.ts';
import type { OpenStudy, QueueState } from '../../../src/run/study/studyApi.ts';
import { openExample } from '../../../src/run/study/zip/example.ts';
import { exportStudyZip } from '../../../src/run/study/zip/exportZip.ts';
import { filesOfInput } from '../../../src/ui/pickedFiles.ts';
import { readFolder } from '../../../src/run/study/folder/readFolder.ts';
import { sha256 } from '../../../src/core/digest.ts';
import { inZipWorker } from '../../../src/run/study/zip/zipClient.ts';
import { readStudyZip, storeImported } from '../../../src/run/study/zip/importZip.ts';
import { openContents, openStudy } from '../../../src/run/study/open/openStudy.ts';
import { StudyQueue } from '../../../src/run/study/queue/queue.ts';
import { newStudy, saveStudy } from '../../../src/run/study/open/studies.ts';
import { surveyFinder } from '../../../src/run/study/open/surveyFor.ts';
import { openStore } from '../../../src/store/db.ts';
import { loadSurvey } from '../../../src/survey/dataset.ts';
import type { WrittenManifest } from '../../../src/formats/studyZip/studyManifest.ts';
import { takePicture } from '../../../src/ui/pictures/intake.ts';

const store = await openStore();
const base = new URL('/', location.href).href;
const surveyFor = surveyFinder(store.ownData);
const queue = new StudyQueue({
  store,
  documents: store.documents,
  engine: new EngineClient(base),
  surveyFor,
  device: 'wasm',
  locks: navigator.locks,
  channel: new BroadcastChannel('valueshift-studies')
});

/** Everything that tables are made of, as text: equal text is equal bits. */
async function tables(opened: OpenStudy): Promise<string> {
  const { frame, columns, survey, record, missing, gates } = opened;
  const shares = packShares(frame.questions, (question) => survey.figuresOf(question));
  const stats = new StudyStats(frame, columns, shares);
  const { variant, seed } = record.study;
  const results: StudyResults[] = METRICS.map((metric) =>
    stats.results({ metric, variant, seed, resamples: 200 })
  );
  // Columns may be shared with workers; what is hashed must not be.
  const values = await sha256(Float64Array.from(columns.values));
  return JSON.stringify({ frame, missing, gates, values, rows: columns.length, results });
}

const studies = {
  queue,
  state: (): QueueState => queue.state,

  /** A study of the chosen folder's pictures. */
  async fromFolder(model: string, questions: QuestionId[]) {
    const survey = await loadSurvey();
    const input = document.querySelector<HTMLInputElement>('#folder');
    const files = filesOfInput(input?.files as FileList);
    const { pictures, problems } = await readFolder(files, { survey, takePicture });
    if (problems.length > 0) return { problems: problems.map(({ error }) => error.message) };
    await store.studies.putPictures(pictures.map(({ stored }) => stored));
    const study = newStudy({
      name: 'From a folder',
      preset: 'recommended',
      survey,
      questions,
      models: [{ model, manifestHash: null }],
      pictures: pictures.map(({ meta }) => ({ ...meta, included: 'yes' })),
      seed: 5
    });
    const record = await saveStudy(store.studies, { ...study, readouts: ['letter', 'text'] });
    return { id: record.id };
  },

  answers: () => store.answers.count(),
  tables: async (id: string) => tables(await openStudy(id, store.studies, surveyFor)),

  async exported(id: string): Promise<number[]> {
    const options = { pictures: true, app: 'test', base };
    const zip = await exportStudyZip(id, store.studies, surveyFor, options);
    return [...new Uint8Array(await zip.arrayBuffer())];
  },

  async imported(bytes: number[]): Promise<string> {
    const zip = new Blob([new Uint8Array(bytes)]);
    const study = await readStudyZip(zip, {
      surveyFor,
      takePicture,
      readParts: inZipWorker.readParts
    });
    return (await storeImported(study, store.studies)).id;
  },

  async example() {
    const { contents, survey, manifest } = await openExample(base, {
      surveyFor,
      takePicture,
      readParts: inZipWorker.readParts
    });
    const opened = await openContents(contents, survey);
    return {
      covers: (manifest as WrittenManifest).covers,
      tables: await tables(opened),
      questions: opened.frame.questions
    };
  },

  /** Stores so many answers as one study and opens it. @returns milliseconds of the opening */
  async openMany(cues: number, questions: number) {
    const id = crypto.randomUUID();
    await bigStudy(id, cues, questions);
    const reading = performance.now();
    await store.studies.segments(id);
    const readMs = performance.now() - reading;
    const started = performance.now();
    const opened = await openStudy(id, store.studies, surveyFor);
    return { readMs, ms: performance.now() - started, answers: opened.columns.length };
  }
};

declare global {
  interface Window {
    studies: typeof studies;
  }
}

window.studies = studies;

async function bigStudy(id: string, cues: number, count: number): Promise<void> {
  const { stepsOf, studyQuestions } = await import('../../../src/core/study/studySteps.ts');
  const { SegmentIds, questionKey } = await import('../../../src/run/study/open/segmentIds.ts');
  const survey = await loadSurvey();
  const pictures = Array.from({ length: cues }, (_, k) => ({
    id: k.toString(16).padStart(64, '0'),
    name: `${k}.png`,
    country: 'BRA',
    category: null,
    incomeUsdPerMonth: null,
    licence: null,
    source: null,
    included: 'yes' as const
  }));
  const study = {
    ...newStudy({
      name: 'Many',
      preset: 'recommended',
      survey,
      questions: survey.questions.slice(0, count).map((question) => question.id),
      models: [{ model: 'tiny-llava', manifestHash: null }],
      pictures
    }),
    id,
    cues: ['picture' as const]
  };
  const run = {
    model: 'tiny-llava',
    manifestHash: '0'.repeat(64),
    dtype: 'q8',
    device: 'wasm' as const,
    adapter: null,
    threads: 1,
    runner: 'packed',
    selfCheck: { maxError: 0, tolerance: 1, canaries: 0 },
    chat: {
      system: { open: '', close: '' },
      user: { open: '', close: '' },
      assistant: { open: '' }
    },
    readouts: ['letter' as const]
  };
  await saveStudy(store.studies, study);
  await store.studies.update(id, (record) => ({ ...record, runs: { 'tiny-llava': run } }));
  const questions = studyQuestions(study, survey);
  const keys = await Promise.all(questions.map(questionKey));
  const layouts = [
    {
      readout: 'letter' as const,
      options: 4,
      shown: 4,
      orders: [
        [0, 1, 2, 3],
        [3, 2, 1, 0]
      ]
    }
  ];
  const ids = new SegmentIds(run);
  const steps = stepsOf(study, 'tiny-llava', ['letter'], pictures, questions);
  for (let at = 0; at < steps.length; at += 500) {
    const segments = steps.slice(at, at + 500).map(async (step) => ({
      study: id,
      id: await ids.of(step.plan),
      questions: keys.join(''),
      layout: new Uint16Array(keys.length),
      layouts,
      values: new Float64Array(8 * keys.length).fill(-1.5)
    }));
    await store.studies.putSegments(await Promise.all(segments));
  }
}
