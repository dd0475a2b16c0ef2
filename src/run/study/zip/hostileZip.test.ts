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
  const other = (part: string, change: (document: any) => void) => {
    const document = JSON.parse(textOf(part));
    change(document);
    return readWith({ [part]: JSON.stringify(document) });
  };
  const study = (change: (study: any) => void) => other('study.json', change);
  const manifest = (change: (manifest: any) => void) => other('manifest.json', change);

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'a model that is a prototype',
      'models',
      () => study((s) => (s.models[0].model = '__proto__'))
    ],
    [
      'a country that is a method',
      'countries',
      () => study((s) => (s.countries[0].code = 'valueOf'))
    ],
    [
      'a question that is a constructor',
      'questions',
      () => study((s) => (s.questions[0] = 'constructor'))
    ],
    ['a question twice', 'questions', () => study((s) => s.questions.push(s.questions[0]))],
    ['a picture twice', 'pictures', () => study((s) => s.pictures.push(s.pictures[0]))],
    ['a country twice', 'countries', () => study((s) => s.countries.push(s.countries[0]))],
    ['a model twice', 'models', () => study((s) => s.models.push(s.models[0]))],
    [
      '100,000 pictures',
      'pictures',
      () =>
        study((s) => {
          const [picture] = s.pictures;
          s.pictures = Array.from({ length: 1e5 }, (_, k) => ({
            ...picture,
            id: k.toString(16).padStart(64, '0')
          }));
        })
    ],
    ['an endless name', 'name', () => study((s) => (s.name = 'a'.repeat(5000)))],
    [
      'a year of five digits',
      'createdAt',
      () => study((s) => (s.createdAt = '+100000-01-01T00:00:00Z'))
    ],
    ['a rank below 0', 'gate.passRank', () => study((s) => (s.gate.passRank.people = -1))],
    [
      'an income below 0',
      'incomeUsdPerMonth',
      () => study((s) => (s.pictures[0].incomeUsdPerMonth = -5))
    ],
    [
      'deep nesting',
      'JSON',
      () =>
        readWith({
          'study.json': textOf('study.json').replace(
            '{',
            `{"x":${'['.repeat(1e5)}${']'.repeat(1e5)},`
          )
        })
    ]
  ])('%s in the study', async (_, where, read) => {
    await expect(read()).rejects.toMatchObject(refusal('study.json', where));
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['a condition twice', 'conditions', () => manifest((m) => m.conditions.push(m.conditions[0]))],
    ['a cue twice', 'cues', () => manifest((m) => m.cues.push(m.cues[0]))],
    [
      'a file of negative length',
      'files',
      () => manifest((m) => (m.files['study.json'].bytes = -1))
    ],
    [
      'a code twice',
      'questions',
      () => manifest((m) => (m.questions[0].codes[1] = m.questions[0].codes[0]))
    ],
    [
      'an infinite seed',
      'seed',
      () =>
        readWith({
          'manifest.json': textOf('manifest.json').replace(/"seed":\s*1\b/, '"seed": -1e999')
        })
    ],
    [
      'a gate of every record',
      'gates',
      () =>
        readWith({
          'manifest.json': textOf('manifest.json').replace(/"gates":\s*\{/, '$&"__proto__":"x",')
        })
    ]
  ])('%s in the manifest', async (_, where, read) => {
    await expect(read()).rejects.toMatchObject(refusal('manifest.json', where));
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
      { numRuns: 150 }
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
