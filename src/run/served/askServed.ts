import { AppError } from '../../core/errors.ts';
import type { Readout } from '../../core/prompts/types.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import { memoryStore } from '../../store/memory.ts';
import { Journal, type JournalFile } from '../../servers/journal.ts';
import { journalledEngine } from '../../servers/journalledEngine.ts';
import type { ServerEngine } from '../../servers/serverEngine.ts';
import { CrashBudget } from '../../workers/crashBudget.ts';
import { withBundledScores } from '../asking/withBundledScores.ts';
import { checkReading } from '../asking/readingCheck.ts';
import { assertNoMarks } from '../asking/templateMarks.ts';
import { openStudy, type StudyContents } from '../study/open/openStudy.ts';
import type { SurveyFor } from '../study/studyApi.ts';
import { runStudy } from '../study/queue/runStudy.ts';
import type { StopSignal } from '../study/queue/stopSignal.ts';
import { exportStudyZip, type ExportOptions } from '../study/zip/exportZip.ts';
import { askAhead, type AheadProgress } from './askAhead.ts';
import { journalAnswers } from './journalAnswers.ts';
import { nameHoles, type NamedHole } from './servedHoles.ts';
import { askedOf, withOthers } from './servedStudy.ts';

/** A study to ask, as it was read. */
export interface StudyToAsk {
  contents: StudyContents;
  pictures: readonly StoredPicture[];
  /** Were they in the zip? Then they are in what is written. */
  withPictures: boolean;
  /** Scores that the study holds already, by `answerKey`. */
  scores: ReadonlyMap<string, PromptScore>;
  /** Lists of its models' files, by the hash of each one's manifest. */
  files: NonNullable<ExportOptions['files']>;
}

export interface ServedRun {
  engine: ServerEngine;
  journal: JournalFile;
  surveyFor: SurveyFor;
  stop: StopSignal;
  report: (progress: ServedProgress) => void;
  /** The app's version, for the manifest. */
  app: string;
}

export interface ServedProgress extends Omit<AheadProgress, 'phase'> {
  phase: AheadProgress['phase'] | 'reading-check' | 'writing';
}

export interface ServedOutcome {
  /** The study with all its answers; null where it was stopped. */
  zip: Blob | null;
  /** Answers in it, and those that it asks for and lacks. */
  answers: number;
  missing: number;
  holes: readonly NamedHole[];
  /** Models that had answered nothing and are not in the zip. */
  left: readonly string[];
  /** Prompts whose answers the journal had, and those that it got now, in so many seconds. */
  known: number;
  asked: number;
  seconds: number;
}

/**
 * Asks a served model everything that a study lacks, through a journal, and puts the answers into a
 * zip that the page brings in. Models that answered the study before keep their answers.
 * Rejects as `Journal.open`, `runStudy` and `exportStudyZip` do; what was answered is in the journal.
 */
export async function askServed(asked: StudyToAsk, run: ServedRun): Promise<ServedOutcome> {
  const { engine: server, surveyFor, stop } = run;
  const loaded = await server.revive();
  const { record: before } = asked.contents;
  const { record, left } = askedOf(before, loaded);
  const survey = await surveyFor(record.study);
  assertNoMarks(record.study.templates, loaded);
  const journal = await Journal.open(run.journal, loaded);
  const known = journal.size;
  const begun = performance.now();
  const engine = await journalledEngine(server, journal);
  const { studies } = memoryStore();
  await studies.putPictures(asked.pictures);
  await studies.putSegments(asked.contents.segments);
  await studies.putGates(asked.contents.gates);
  await studies.put(record);
  for (const { id, file } of asked.pictures) await engine.addPicture(id, file);

  const answers = withBundledScores(journalAnswers(journal), async () => asked.scores);
  const scoring = { engine, answers, loaded, budget: new CrashBudget() };
  const report = (progress: ServedProgress) => run.report(progress);
  let readouts = await readoutsOf(record.study.readouts, scoring, stop, report);
  if (readouts) {
    await askAhead(record.study, loaded, readouts, survey, { scoring, engine, stop, report });
  }
  const services = { store: { studies, answers }, engine, surveyFor, device: 'auto' as const };
  const complete = await runStudy(record.id, services, stop, ({ phase, done, cached, total }) => {
    if (phase === 'asking') report({ phase: 'writing', done, known: cached, total });
  }).catch((thrown: unknown) => {
    const { code } = AppError.from(thrown);
    // A check with a hole has no result, and looks as if it had been cancelled.
    throw code === 'cancelled' ? new AppError('served-reading-check') : thrown;
  });
  const seconds = (performance.now() - begun) / 1000;
  const all = await studies.update(record.id, (now) => withOthers(now, before));
  readouts = all?.runs[loaded.model]?.readouts ?? readouts;
  const holes = nameHoles(server.holes, record.study, loaded, readouts ?? [], survey);
  const common = { holes, left, known, asked: journal.size - known, seconds };
  if (!complete) return { ...common, zip: null, answers: 0, missing: 0 };
  const opened = await openStudy(record.id, studies, surveyFor);
  const zip = await exportStudyZip(record.id, studies, surveyFor, {
    ...{ pictures: asked.withPictures, app: run.app, base: null, files: asked.files }
  });
  const { columns, missing } = opened;
  return { ...common, zip, answers: columns.length, missing };
}

/** Null where it was stopped, or where `runStudy` will say why it cannot go on. */
async function readoutsOf(
  choice: 'reading-check' | readonly Readout[],
  scoring: Parameters<typeof checkReading>[0],
  stop: StopSignal,
  report: (progress: ServedProgress) => void
): Promise<readonly Readout[] | null> {
  if (choice !== 'reading-check') return choice;
  const checking = checkReading(scoring, {
    onProgress: ({ done, cached, total }) =>
      report({ phase: 'reading-check', done, known: cached, total })
  });
  const found = await stop.guard(
    () => checking.cancel(),
    () => checking.done
  );
  return found && [found.readout];
}
