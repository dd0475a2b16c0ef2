/**
 * The one place where these tests touch src/: when names or places there change, this file follows
 * and nothing else here does.
 */
import { brief } from '../../src/core/prompts/brief.ts';
import type { StudyTable } from '../../src/core/study/tables/studyTable.ts';
import type { AskPlan } from '../../src/core/prompts/types.ts';
import type { TextVariant } from '../../src/core/answers/types.ts';
import { createAsk } from '../../src/run/asking/ask.ts';
import { exportStored } from '../../src/run/asking/exportStored.ts';
import { checkReading } from '../../src/run/asking/readingCheck.ts';
import { openStudy } from '../../src/run/study/open/openStudy.ts';
import { exportStudyZip } from '../../src/run/study/zip/exportZip.ts';
import { FakeEngine } from '../../src/run/study/fixtures.ts';
import { readQueue } from '../../src/run/study/queue/queueDocument.ts';
import { runStudy } from '../../src/run/study/queue/runStudy.ts';
import { StopSignal } from '../../src/run/study/queue/stopSignal.ts';
import { surveyFinder } from '../../src/run/study/open/surveyFor.ts';
import { openStore } from '../../src/store/db.ts';
import { memoryStore } from '../../src/store/memory.ts';
import type { Store } from '../../src/store/store.ts';
import { ask } from '../../src/automation/ask.ts';
import { scorePrompts } from '../../src/automation/rawPrompts.ts';
import { toCsv, type TableData } from '../../src/ui/charts/tableData.ts';
import { LabState } from '../../src/ui/lab/labState.svelte.ts';
import { readReading } from '../../src/ui/lab/readingDocument.ts';
import { answersTable } from '../../src/ui/lab/results/answersTable.ts';
import { summaryLines, summaryTable } from '../../src/ui/lab/results/tables.ts';
import { nearestTable } from '../../src/ui/nearest/nearestRows.ts';
import { cueViews, ViewCache } from '../../src/ui/lab/results/views.ts';
import { toTable } from '../../src/ui/study/results/toTable.ts';
import { CurrentSurvey } from '../../src/ui/survey/currentSurvey.svelte.ts';

import { labStatistics, surveyThen } from '../sameNumbers/house.ts';

export { openStore, readQueue };
export type { Store };

/** An engine that loads and takes pictures, and fails at the first thing it is asked. */
function restingEngine(): FakeEngine {
  const engine = new FakeEngine();
  const refuse = ({ suffix }: { suffix: string }) => {
    throw new Error(`Asked again: ${suffix}`);
  };
  engine.before = refuse;
  engine.beforeAnswer = refuse;
  return engine;
}

/** The Lab as it stands after a reload, from the store alone. */
export async function openLab(store: Store) {
  const lab = new LabState({
    engine: restingEngine() as never,
    store: Promise.resolve(store),
    createAsk,
    loadSurvey: surveyThen,
    shipped: { load: () => Promise.resolve(null), problem: null },
    own: () => Promise.resolve(store.answers)
  });
  await lab.start();
  const { problem, pictures, run, allChoices: choices } = lab;
  const { error, status, plan, answers } = run;
  const { variant, metric } = choices;
  const exportRun = () => lab.exportRun();
  return { problem, error, status, plan, answers, pictures, choices, variant, metric, exportRun };
}

/** The Lab's run by letters, whose answers lie in the store beside those by words. */
export async function exportLetters(store: Store) {
  const { plan, pictures } = await openLab(store);
  if (!plan) throw new Error('The Lab has no run.');
  const letters: AskPlan = {
    ...plan,
    readout: 'letter',
    dontKnow: 'list',
    questions: plan.questions.slice(0, 5)
  };
  const loaded = await restingEngine().load();
  const survey = await surveyThen();
  return exportStored(
    { plan: letters, variant: 'pmi', loaded, pictures, survey, country: 'KOR' },
    store.answers
  );
}

/** The reading check of the model whose answers are in the store: kept, and made again from them. */
export async function readingChecks(store: Store) {
  const engine = restingEngine();
  const loaded = await engine.load();
  const services = { engine: engine as never, answers: store.answers, loaded };
  return {
    kept: await readReading(store.documents, loaded),
    again: await checkReading(services, { onProgress: () => undefined }).done
  };
}

export function chosenSurvey(store: Store) {
  return new CurrentSurvey({
    store: () => Promise.resolve(store),
    loadSurvey: surveyThen
  }).ready();
}

export function openStored(id: string, store: Store) {
  return openStudy(id, store.studies, surveyFinder(store.ownData));
}

/** Asks what a study lacks: nothing, or it rejects. */
export function askNothing(id: string, store: Store): Promise<boolean> {
  const surveyFor = surveyFinder(store.ownData);
  const services = { store, engine: restingEngine(), surveyFor, device: 'wasm' as const };
  return runStudy(id, services, new StopSignal(), () => undefined);
}

export function exportZip(id: string, store: Store): Promise<Blob> {
  const options = { pictures: true, app: '0.1.0', base: 'http://127.0.0.1:1/' };
  return exportStudyZip(id, store.studies, surveyFinder(store.ownData), options);
}

/** What `npm run score` writes, with an engine whose numbers follow from the prompts. */
export async function scored() {
  const engine = new FakeEngine() as never;
  const loaded = await new FakeEngine().load();
  const { answers } = memoryStore();
  const request = {
    pictures: [],
    countries: ['KOR', 'BRA'],
    questions: ['Q6', 'Q57'],
    template: brief.id,
    orders: 'forward+reverse' as const,
    dontKnow: 'omit' as const,
    variant: 'pmi' as TextVariant
  };
  const prompts = [
    {
      prompt: 'Is it?\nAnswer: (',
      picture: null,
      targets: { kind: 'letters' as const, letters: ['A', 'B'] }
    },
    {
      prompt: 'It is',
      picture: null,
      targets: { kind: 'continuations' as const, continuations: [' so', ' not so'] }
    }
  ];
  return {
    words: await ask({ ...request, readout: 'text' }, engine, loaded, answers),
    letters: await ask({ ...request, readout: 'letter' }, engine, loaded, answers),
    prompts: await scorePrompts(prompts, engine, loaded, answers)
  };
}

/** What the Lab saves as CSV: the answers, and the tables behind its charts. */
export async function labCsv(store: Store): Promise<Record<string, string>> {
  const [lab, survey] = [await openLab(store), await surveyThen()];
  const { plan, variant, metric } = lab;
  if (!plan) throw new Error('The Lab has no run.');
  const country = 'KOR';
  const nameOf = (code: string) => survey.country(code)?.name ?? code;
  const cues = cueViews(plan, {
    neutral: 'No cue',
    country: (name) => name,
    picture: (id) => lab.pictures.find((picture) => picture.id === id)?.name ?? id,
    control: ({ kind }) => kind
  }).slice(0, 3);
  const views = new ViewCache().views(plan, lab.answers, variant, (question) =>
    survey.figure(country, question)
  );
  const place = (id: string) => plan.questions.findIndex((question) => question.id === id);
  const raws = cues.map(({ cue }) =>
    [...lab.answers.values()]
      .filter((raw) => JSON.stringify(raw.cue) === JSON.stringify(cue))
      .sort((a, b) => place(a.question) - place(b.question))
  );
  const { summary, nearest } = await labStatistics(raws, { country, metric, variant });
  if (!summary) throw new Error('The Lab has nothing to compare.');
  return {
    answers: toCsv(asOfBefore(answersTable(views.slice(0, 3), cues, () => null))),
    summary: toCsv(summaryTable(summaryLines(summary, cues, nameOf))),
    nearest: toCsv(nearestTable(nearest[0]?.ranked ?? [], nameOf))
  };
}

/** Net movement stands in further columns, which version 0.1 did not have. */
function asOfBefore({ columns, rows }: TableData): TableData {
  return { columns: columns.slice(0, 7), rows: rows.map((row) => row.slice(0, 7)) };
}

/** The tables of a study's results as CSV, by the names that `studyTables` gives them. */
export function studyCsv(
  tables: readonly (readonly [name: string, value: unknown])[]
): Record<string, string> {
  const found = tables.flatMap(([name, value]) => {
    const table = value as StudyTable | null;
    return Array.isArray(table?.rows) && 'caption' in table
      ? [[name, toCsv(toTable(table, (code) => `<${code}>`))] as const]
      : [];
  });
  return Object.fromEntries(found);
}
