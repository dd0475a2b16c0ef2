import { beforeAll, describe, expect, it } from 'vitest';
import type { Study } from '../../core/study/studyTypes.ts';
import { csvCell } from '../../formats/csvCell.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { openStudy } from '../study/open/openStudy.ts';
import { testServices, testStudy } from '../study/fixtures.ts';
import { runStudy } from '../study/queue/runStudy.ts';
import { StopSignal } from '../study/queue/stopSignal.ts';
import { promptLines } from './promptLines.ts';
import { takeTable } from './takeTable.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

/** A line of `npm run prompts`, as whoever answers it reads it. */
interface Line {
  prompt: string;
  study: string;
  template: string | null;
  cue: string;
  question: string;
  order: number | null;
  turns: { picture: { id: string } | null; user: string | null };
  letters?: string[];
  continuations?: string[];
  names?: string[];
  maxTokens?: number;
}

interface Row {
  option?: string;
  logprob?: number;
  tokens?: number;
  text?: string;
}

const everything = (change: Partial<Study> = {}): Study =>
  testStudy(survey, {
    system: 'usual',
    controls: ['frame', 'blank', 'shuffled', 'caption'],
    alsoNamed: [{ code: 'FRA', name: 'France' }],
    ...change
  });

async function linesOf(study: Study): Promise<Line[]> {
  const lines: Line[] = [];
  const options = { wordsOnly: false, fileOf: () => null };
  for await (const line of promptLines(study, survey, options)) lines.push(JSON.parse(line));
  return lines;
}

/** Made-up log-probabilities that follow from the prompt's id, with bits to the last. */
function answered({ prompt, letters, continuations, names = [], maxTokens }: Line): Row[] {
  if (maxTokens) return [{ text: `{"first-choice": "Brazil"}, "${prompt}"\n=1` }];
  const weight = (k: number) => parseInt(prompt.slice(3 * k, 3 * k + 11), 16) + 1;
  if (continuations) {
    return names.map((option, k) => ({
      ...{ option, logprob: -weight(k % 15) / 3e9, tokens: 1 + (weight(k % 15) % 4) }
    }));
  }
  const all = (letters ?? []).map((_, k) => weight(k));
  const sum = all.reduce((total, each) => total + each, 0) * 1.01;
  return names.map((option, k) => ({ option, logprob: Math.log((all[k] ?? 0) / sum) }));
}

const places = ({ prompt, study, template, cue, question, order }: Line) => ({
  ...{ prompt, study, template, cue, question, order }
});

function asCsv(lines: readonly Line[], columns: readonly string[]): string {
  const rows = lines.flatMap((line) =>
    answered(line).map((row): Record<string, unknown> => ({ ...places(line), ...row }))
  );
  const cells = rows.map((row) => columns.map((c) => csvCell((row[c] ?? null) as string | null)));
  return [columns, ...cells].map((row) => row.join(',')).join('\r\n');
}

const ALL = 'prompt study template cue question order option logprob tokens text'.split(' ');
const NAMED = ALL.slice(1);
const BY_ID = ['prompt', ...ALL.slice(6)];

const asJson = (lines: readonly Line[]) =>
  lines
    .flatMap((line) => answered(line).map((row) => JSON.stringify({ ...places(line), ...row })))
    .join('\n');

/** As whoever adds the numbers to the lines that he was given. */
const asLists = (lines: readonly Line[]) =>
  lines
    .map((line) => {
      const rows = answered(line);
      const [first] = rows;
      const said =
        first?.text !== undefined
          ? { text: first.text }
          : {
              logprobs: rows.map(({ logprob }) => logprob),
              ...(line.continuations && { tokens: rows.map(({ tokens }) => tokens) })
            };
      return JSON.stringify({ ...line, ...said });
    })
    .join('\n');

async function taken(study: Study, text: string, services?: Awaited<ReturnType<typeof stored>>) {
  const { store, surveyFor } = services ?? (await stored(study));
  const report = await takeTable(study.id, [text], { model: 'My/Model' }, store.studies, surveyFor);
  const open = await openStudy(study.id, store.studies, surveyFor);
  return { report, open, store };
}

const stored = (study: Study) => testServices(survey, study);

describe('prompts out, answers in', () => {
  it.each(['exact', 'free'] as const)('the same numbers to the bit, gate %s', async (method) => {
    const gate = { ...testStudy(survey).gate, method };
    const study = everything({ gate });
    const lines = await linesOf(study);
    expect(new Set(lines.map(({ prompt }) => prompt)).size).toBe(lines.length);
    const { report, open, store } = await taken(study, asCsv(lines, ALL));
    expect(report).toMatchObject({
      ...{ model: 'served-elsewhere-My-Model', known: 0, unfinished: 0, partial: [] },
      ...{ answers: report.wanted, gates: 2, wordsOnly: false }
    });
    const run = open.record.runs[report.model];
    expect(run?.served).toMatchObject({ dialect: 'elsewhere', modelId: 'My/Model' });
    // Every number that was written is found in a segment, as it was.
    const segments = await store.studies.segments(study.id);
    const numbers = new Set(segments.flatMap(({ values }) => [...values]));
    const own = lines.filter(({ question }) => question !== 'gate').flatMap(answered);
    expect(own.length).toBeGreaterThan(300);
    expect(own.filter(({ logprob }) => !numbers.has(logprob as number))).toEqual([]);
    // The page's own model has not answered; of this one nothing is missing that a picture lets in.
    expect(open.columns.length).toBeGreaterThan(0);
    expect(open.frame.conditions.every(({ model }) => model === report.model)).toBe(true);
    const columns = open.columns;
    for (const text of [asCsv(lines, NAMED), asCsv(lines, BY_ID), asJson(lines), asLists(lines)]) {
      const other = await taken(study, text);
      expect(other.report).toEqual(report);
      expect(other.open.columns).toEqual(columns);
      expect(other.open.gates).toEqual(open.gates);
      expect(other.open.record.runs).toEqual(open.record.runs);
    }
  });

  it('in two parts, in any order of rows', async () => {
    const study = everything();
    const lines = await linesOf(study);
    const whole = await taken(study, asJson(lines));
    const services = await stored(study);
    const [even, odd] = [0, 1].map((rest) => lines.filter((_, k) => k % 2 === rest));
    const first = await taken(study, asJson((even ?? []).toReversed()), services);
    expect(first.report.unfinished).toBeGreaterThan(0);
    expect(first.report.answers).toBeLessThan(whole.report.answers);
    // What lacked a half is brought whole; what is there already stays.
    const second = await taken(study, asJson([...(odd ?? []), ...(even ?? [])]), services);
    expect(second.report).toMatchObject({ ...whole.report, known: first.report.answers });
    expect(second.open.missing).toBe(whole.open.missing);
    expect(second.open.columns.length).toBe(whole.open.columns.length);
  });

  it('leaves missing what is missing', async () => {
    const study = everything();
    const lines = await linesOf(study);
    const line = lines.find(({ letters, cue }) => letters && cue === 'none') as Line;
    const [, ...rest] = answered(line).map((row) => JSON.stringify({ ...places(line), ...row }));
    const others = lines.filter((each) => each !== line);
    const { report } = await taken(study, [asJson(others), ...rest].join('\n'));
    expect(report.answers).toBe(report.wanted - 1);
    expect(report.partial).toMatchObject([{ prompt: { id: line.prompt }, lacks: ['A'] }]);
  });

  it('a model that was shown no picture is taken for one that reads words', async () => {
    const study = everything();
    const lines = await linesOf(study);
    const words = lines.filter(({ turns, question }) => !turns.picture && question !== 'gate');
    const { report, open } = await taken(study, asCsv(words, NAMED));
    expect(report).toMatchObject({ wordsOnly: true, unlooked: [] });
    expect(open.record.study.models.at(-1)).toMatchObject({ model: report.model, wordsOnly: true });
  });
});

it('is not asked when the study runs', async () => {
  const study = everything({ models: [] });
  const services = await stored(study);
  const lines = (await linesOf(study)).filter(({ letters }) => letters);
  const { report } = await taken(study, asJson(lines), services);
  services.engine.load = () => Promise.reject(new Error(`${report.model} is in no folder`));
  expect(await runStudy(study.id, services, new StopSignal(), () => undefined)).toBe(true);
});

describe('what is refused', () => {
  const refused = async (text: string, model = 'm') => {
    const study = everything();
    const { store, surveyFor } = await stored(study);
    const wrong = await takeTable(study.id, [text], { model }, store.studies, surveyFor).then(
      () => null,
      ({ code, params }) => ({ code, ...params })
    );
    // All or nothing.
    expect(await store.studies.segments(study.id)).toEqual([]);
    expect((await store.studies.get(study.id))?.runs).toEqual({});
    return wrong;
  };
  const HEAD = 'study,cue,question,order,option,logprob';
  const row = (cells: string) => `${HEAD}\nstudy-1,none,Q1,0,A,-1\n${cells}`;

  it.each([
    ['study-2,none,Q1,0,B,-1', { code: 'answers-table-study', line: 3, found: 'study-2' }],
    ['study-1,neutral,Q1,0,B,-1', { code: 'answers-table-unknown', column: 'cue', line: 3 }],
    ['study-1,none,Q2,0,B,-1', { code: 'answers-table-unknown', column: 'question', line: 3 }],
    ['study-1,none,Q1,2,B,-1', { code: 'answers-table-place', order: '2', line: 3 }],
    ['study-1,none,Q1,0,Z,-1', { code: 'answers-table-option', found: 'Z', line: 3 }],
    ['study-1,none,Q1,0,A,-1', { code: 'answers-table-twice', other: 2, line: 3 }],
    ['study-1,none,Q1,0,B,0.1', { code: 'answers-table-cell', column: 'logprob', line: 3 }],
    [
      'study-1,none,Q1,0,B,-inf',
      { code: 'answers-table-cell', column: 'logprob', found: '"-inf"' }
    ],
    ['study-1,none,Q1,0,B,"-1,5"', { code: 'answers-table-cell', column: 'logprob', line: 3 }],
    ['study-1,none,Q1,0,B,-0.1', { code: 'answers-table-mass', line: 3 }],
    ['study-1,none,Q1,x,B,-1', { code: 'answers-table-cell', column: 'order', line: 3 }],
    ['study-1,none,Q1,0,B', { code: 'answers-table-cells', found: 5, expected: 6, line: 3 }],
    ['study-1,none,Q1,0,B,', { code: 'answers-table-lacks', column: 'logprob', line: 3 }],
    ['study-1,none,Q1,,0,-1', { code: 'answers-table-lacks', column: 'tokens', line: 3 }],
    ['study-1,none,Q1,,A,-1', { code: 'answers-table-option', line: 3 }],
    ['study-1,none,,0,A,-1', { code: 'answers-table-unnamed', column: 'question', line: 3 }],
    ['study-1,none,Q1,0,B,-2', { code: 'answers-table-nothing' }]
  ])('%s', async (cells, expected) => {
    expect(await refused(row(cells))).toMatchObject(expected);
  });

  it.each([
    ['', { code: 'answers-table-empty' }],
    ['\n\n', { code: 'answers-table-empty' }],
    ['study,cue,logp\n', { code: 'answers-table-column', column: 'logp', line: 1 }],
    ['cue,cue\n', { code: 'answers-table-column-twice', column: 'cue' }],
    ['{"cue": "none"', { code: 'answers-table-json', line: 1 }],
    ['{"cue": 1}', { code: 'answers-table-cell', column: 'cue', line: 1 }],
    ['{"cue": "none"}\n[1]', { code: 'answers-table-unnamed', line: 1 }],
    ['\n{"__proto__": 1}', { code: 'answers-table-column', line: 2 }],
    [`{"prompt": "${'ab'.repeat(32)}"}`, { code: 'answers-table-prompt', line: 1 }],
    ['{"cue":"none","question":"Q1","order":0,"logprobs":[-1]}', { code: 'answers-table-count' }],
    ['{"cue":"none","question":"Q1","order":0,"text":"A"}', { code: 'answers-table-text' }],
    ['{"cue":"none","question":"Q1","order":0}', { code: 'answers-table-lacks' }],
    ['<html>', { code: 'answers-table-column', column: '<html>' }],
    [`${HEAD}\n"`, { code: 'import-unclosed-quote', line: 2 }]
  ])('%j', async (text, expected) => {
    expect(await refused(text)).toMatchObject(expected);
  });

  it('a row whose id and names disagree', async () => {
    const [, line] = (await linesOf(everything())).filter(({ letters }) => letters);
    const other = { ...places(line as Line), question: 'Q6', option: 'A', logprob: -1 };
    expect(await refused(JSON.stringify(other))).toMatchObject({
      ...{ code: 'answers-table-disagrees', column: 'question', found: 'Q6' }
    });
  });

  it('a table of two models, a nameless one, one that is told another name', async () => {
    const [first, second] = (await linesOf(everything())).filter(({ letters }) => letters);
    const line = (of: Line | undefined, model?: string) =>
      JSON.stringify({ ...places(of as Line), option: 'A', logprob: -1, model });
    const two = `${line(first, 'a')}\n${line(second, 'b')}`;
    expect(await refused(two)).toMatchObject({ code: 'answers-table-two', line: 2, found: 'b' });
    expect(await refused(line(first), ' ')).toMatchObject({ code: 'answers-table-model' });
    const told = await refused(line(first, 'a'), 'b');
    expect(told).toMatchObject({ code: 'answers-table-says', found: 'a', given: 'b' });
  });

  it('other numbers for an answer that is there, and another model of the same name', async () => {
    const study = everything();
    const services = await stored(study);
    const lines = (await linesOf(study)).filter(({ letters }) => letters);
    await taken(study, asJson(lines), services);
    const changed = asJson(lines).replace(/"logprob":-/, '"logprob":-1');
    await expect(taken(study, changed, services)).rejects.toMatchObject({
      code: 'answers-table-changed'
    });
    const later = asJson(lines).replaceAll('{"prompt"', '{"version":"2","prompt"');
    await expect(taken(study, later, services)).rejects.toMatchObject({
      code: 'answers-table-other-model'
    });
  });
});
