import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../core/digest.ts';
import { AppError } from '../../../core/errors.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { testServices, testStudy } from '../fixtures.ts';
import { runStudy } from '../queue/runStudy.ts';
import { StopSignal } from '../queue/stopSignal.ts';
import { exportStudyZip } from './exportZip.ts';
import { readStudyZip } from './importZip.ts';
import { readParts } from './readParts.ts';

let survey: SurveyDataset;
let parts: Record<string, Uint8Array>;

beforeAll(async () => {
  survey = await loadSurvey();
  const study = testStudy(survey);
  const services = await testServices(survey, study);
  await runStudy(study.id, services, new StopSignal(), () => undefined);
  const zip = await exportStudyZip(study.id, services.store.studies, services.surveyFor, {
    ...{ pictures: true, app: '1.0.0', base: null }
  });
  parts = unzipSync(new Uint8Array(await zip.arrayBuffer()));
});

async function takePicture(file: File): Promise<{ picture: StoredPicture }> {
  const id = await file.text();
  return { picture: { id, name: id, type: file.type, width: 1, height: 1, file, addedAt: 0 } };
}

const textOf = (part: string) => new TextDecoder().decode(parts[part]);

/** The good zip with other texts, listed as they should be, so that only what they say is wrong. */
async function readWith(texts: Record<string, string>) {
  const all = { ...parts };
  const manifest = texts['manifest.json'] ?? textOf('manifest.json');
  let listed = manifest;
  for (const [part, text] of Object.entries(texts)) {
    if (part === 'manifest.json') continue;
    const bytes = strToU8(text);
    all[part] = bytes;
    const record = JSON.stringify({
      bytes: bytes.length,
      sha256: await sha256(bytes as Uint8Array<ArrayBuffer>)
    });
    listed = listed.replace(new RegExp(`("${part}":\\s*)\\{[^}]*\\}`), `$1${record}`);
  }
  all['manifest.json'] = strToU8(listed);
  const file = new Blob([zipSync(all) as Uint8Array<ArrayBuffer>]);
  return readStudyZip(file, { surveyFor: async () => survey, takePicture, readParts });
}

const refusal = (part: string, where: string) => ({
  code: 'study-zip-broken',
  params: expect.objectContaining({ part, where: expect.stringContaining(where) })
});

it('the good one opens', async () => {
  expect((await readWith({ 'study.json': textOf('study.json') })).contents.segments).not.toEqual(
    []
  );
});

describe('rows', () => {
  const cases: [string, string, (text: string) => string][] = [
    [
      'twice, one behind the other',
      'answers.csv',
      (text) => text.replace(/^((?:0,0,Q1,.*\r\n)+)/m, '$1$1')
    ],
    [
      'twice, apart',
      'answers.csv',
      (text) => text + (/^(?:0,0,Q1,.*\r\n)+/m.exec(text)?.[0] ?? '')
    ],
    ['-1e999', 'answers.csv', (text) => text.replace(/^(0,0,Q1,0,0),[^,]+/m, '$1,-1e999')],
    ['above 0', 'answers.csv', (text) => text.replace(/^(0,0,Q1,0,0),[^,]+/m, '$1,0.1')],
    ['a gate twice', 'gates.csv', (text) => text + text.slice(text.indexOf('\r\n') + 2)],
    ['a gate’s -1e999', 'gates.csv', (text) => text.replace(/(,[A-Z]{3}),-[^,]+/, '$1,-1e999')],
    ['negative tokens', 'gates.csv', (text) => text.replace(/(,[A-Z]{3},-[^,]+),[^,]+/, '$1,-3')],
    [
      'a model that every record has',
      'gates.csv',
      (text) => text.replaceAll(/^model-a,/gm, 'constructor,')
    ]
  ];
  it.each(cases)('%s', async (_, part, change) => {
    const changed = change(textOf(part));
    expect(changed).not.toBe(textOf(part));
    await expect(readWith({ [part]: changed })).rejects.toMatchObject({
      code: 'study-zip-broken',
      params: { part }
    });
  });
});

describe('documents', () => {
  type Change = (value: unknown) => unknown;
  const first = (value: unknown) => (value as readonly unknown[])[0];
  const doubled: Change = (value) => [...(value as readonly unknown[]), first(value)];
  const to =
    (value: unknown): Change =>
    () =>
      value;
  const many: Change = (pictures) =>
    Array.from({ length: 19_001 }, (_, k) => ({
      ...(first(pictures) as object),
      id: k.toString(16).padStart(64, '0')
    }));

  it.each<[string, string, string, Change]>([
    ['a model that is a prototype', 'study', 'models.0.model', to('__proto__')],
    ['a country that is a method', 'study', 'countries.0.code', to('valueOf')],
    ['a question that is a constructor', 'study', 'questions.0', to('constructor')],
    ['a question twice', 'study', 'questions', doubled],
    ['a picture twice', 'study', 'pictures', doubled],
    ['a country twice', 'study', 'countries', doubled],
    ['a model twice', 'study', 'models', doubled],
    ['no end of pictures', 'study', 'pictures', many],
    ['an endless name', 'study', 'name', to('a'.repeat(5000))],
    ['a year of six digits', 'study', 'createdAt', to('+100000-01-01T00:00:00Z')],
    ['a rank below 0', 'study', 'gate.passRank.people', to(-1)],
    ['an income below 0', 'study', 'pictures.0.incomeUsdPerMonth', to(-5)],
    ['a condition twice', 'manifest', 'conditions', doubled],
    ['a cue twice', 'manifest', 'cues', doubled],
    ['a file of negative length', 'manifest', 'files.gates_csv.bytes', to(-1)],
    ['a code twice', 'manifest', 'questions.0.codes', doubled]
  ])('%s is refused, in the %s', async (_, name, path, change) => {
    const part = `${name}.json`;
    const document = JSON.parse(textOf(part)) as Record<string, unknown>;
    const steps = path.split('.').map((step) => step.replace('_', '.'));
    const last = steps.pop() ?? '';
    const holder = steps.reduce((at, step) => at[step] as Record<string, unknown>, document);
    holder[last] = change(holder[last]);
    await expect(readWith({ [part]: JSON.stringify(document) })).rejects.toMatchObject(
      refusal(part, steps[0] ?? last)
    );
  });

  it.each<[string, string, RegExp, string, string]>([
    ['deep nesting', 'study', /\{/, `{"x":${'['.repeat(1e5)}${']'.repeat(1e5)},`, 'JSON'],
    ['an infinite seed', 'manifest', /"seed":\s*1\b/, '"seed": -1e999', 'seed'],
    ['a gate of every record', 'manifest', /"gates":\s*\{/, '"gates": {"__proto__":"x",', 'gates']
  ])('%s is refused, in the %s', async (_, name, from, to, where) => {
    const part = `${name}.json`;
    const text = textOf(part).replace(from, to);
    expect(text).not.toBe(textOf(part));
    await expect(readWith({ [part]: text })).rejects.toMatchObject(refusal(part, where));
  });

  it('any change of any value: it opens, or is refused with a sentence of its own', async () => {
    const strange = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        '',
        '__proto__',
        'toString',
        -1,
        1e300,
        0.5,
        [],
        {},
        true,
        'a'.repeat(200_000)
      ),
      fc.jsonValue({ maxDepth: 2 })
    );
    const places = fc.array(fc.nat(200), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('study.json', 'manifest.json'),
        places,
        strange,
        async (part, path, value) => {
          const document = JSON.parse(textOf(part));
          change(document, path, value);
          const fault = await readWith({ [part]: JSON.stringify(document) }).then(
            () => null,
            (thrown: unknown) => thrown
          );
          if (fault === null) return;
          expect(fault).toBeInstanceOf(AppError);
          expect((fault as AppError).code).toMatch(/^study-zip-/);
        }
      ),
      { numRuns: 100 }
    );
  });
});

/** Puts a value somewhere into a document: down the path as far as it leads. */
function change(document: Record<string, unknown>, path: readonly number[], value: unknown): void {
  let at = document;
  for (const [depth, step] of path.entries()) {
    const names = Object.keys(at);
    const name = names[step % Math.max(1, names.length)] ?? 'new';
    const next = at[name];
    if (depth === path.length - 1 || typeof next !== 'object' || next === null) {
      at[name] = value;
      return;
    }
    at = next as Record<string, unknown>;
  }
}
