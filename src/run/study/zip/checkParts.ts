import { GATE_METHODS, type Study } from '../../../core/study/studyTypes.ts';
import { METRICS } from '../../../core/measures/metrics.ts';
import { PICTURE_CATEGORIES } from '../../../core/prompts/types.ts';
import {
  date,
  either,
  flag,
  hash,
  list,
  number,
  oneOf,
  optional,
  orNull,
  record,
  recordOf,
  text,
  type Check
} from './checks.ts';
import { faultIn } from './zipFaults.ts';
import type { StudyManifest } from './manifest.ts';

const dataName = record({ id: text, name: text, hash });
const category = orNull(oneOf(...PICTURE_CATEGORIES));
const readout = oneOf('letter', 'text');
const texts = list(text);
const countries = list(record({ code: text, name: text }), 500);

const study: Check = record({
  id: text,
  name: text,
  createdAt: date,
  preset: oneOf('as-in-the-paper', 'recommended', null),
  models: list(record({ model: text, manifestHash: orNull(hash) }), 100),
  countries,
  alsoNamed: optional(countries),
  pictures: list(
    record({
      id: hash,
      name: text,
      country: text,
      category,
      incomeUsdPerMonth: orNull(number),
      licence: orNull(text),
      source: orNull(text),
      included: oneOf('gate', 'yes', 'no')
    })
  ),
  cues: list(oneOf('neutral', 'country', 'picture'), 3),
  templates: list(
    record({
      id: text,
      version: number,
      system: orNull(text),
      cue: record({ neutral: text, country: text, picture: text }),
      askLetter: text,
      askText: text,
      optionLine: text,
      dontKnowOptions: texts,
      letterLeadIn: text
    }),
    100
  ),
  readouts: either(oneOf('reading-check'), list(readout, 2)),
  orders: oneOf('single', 'forward+reverse', 'cyclic'),
  dontKnow: oneOf('omit', 'list'),
  variant: oneOf('pmi', 'raw', 'per-token'),
  questions: list(text, 10_000),
  survey: dataName,
  wording: dataName,
  metric: oneOf(...METRICS),
  gate: record({
    on: flag,
    method: optional(oneOf(...GATE_METHODS)),
    variant: oneOf('raw', 'pmi'),
    passRank: record({ people: number, other: number })
  }),
  seed: number
});

const turn = record({ open: text, close: text });
const files = recordOf(record({ bytes: number, sha256: hash }));

const manifest: Check = record({
  app: text,
  createdAt: date,
  files,
  models: list(
    record({
      model: text,
      manifestHash: hash,
      dtype: text,
      device: oneOf('webgpu', 'wasm'),
      adapter: orNull(text),
      threads: number,
      runner: text,
      selfCheck: record({ maxError: number, tolerance: number, canaries: number }),
      chat: record({ system: turn, user: turn, assistant: record({ open: text }) }),
      readouts: list(readout, 2),
      files: orNull(files)
    }),
    100
  ),
  survey: dataName,
  wording: dataName,
  seed: number,
  gates: recordOf(hash),
  conditions: list(record({ model: text, template: text, readout }), 1000),
  cues: list(
    either(
      record({ kind: oneOf('neutral') }),
      record({ kind: oneOf('country'), country: text, name: text }),
      record({ kind: oneOf('picture'), picture: hash, category })
    )
  ),
  questions: list(
    record({ id: text, text, options: texts, leadIn: text, continuations: texts }),
    10_000
  )
});

/** `study.json` as a study. Throws `study-zip-broken` with the field. */
export function studyFrom(bytes: Uint8Array): Study {
  return parsed(bytes, 'study.json', study) as Study;
}

/** `manifest.json`. Throws `study-zip-broken` with the field; a newer app has another version. */
export function manifestFrom(bytes: Uint8Array): StudyManifest {
  const part = 'manifest.json';
  parsed(bytes, part, record({ format: oneOf('valueshift-study'), version: oneOf(1) }));
  return parsed(bytes, part, manifest) as StudyManifest;
}

function parsed(bytes: Uint8Array, part: string, check: Check): unknown {
  const broken = faultIn(part);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw broken('JSON');
  }
  check(value, '', broken);
  return value;
}
