import { AppError } from '../core/errors.ts';
import { pointing } from '../core/measures/pointing.ts';
import { benjaminiHochberg } from '../core/inference/benjaminiHochberg.ts';
import { pairedMean } from '../core/inference/pairedMean.ts';
import { specificity } from '../core/inference/specificity.ts';

/** Draws of requests that name no seed. */
const SEED = 20_260;
const MOST = 1e6;

type Numbers = (number | null)[];
type Fields = Record<string, unknown>;

/**
 * The statistics for people who check them in R or Python (`npm run stats`): a list of requests, one
 * result each. `paired`: differences -> n, mean, p, low, high, detectable. `pointing`: shifts (cue x
 * question), positions (country x question), own (cue -> country), seed -> cosine (cue x country),
 * percentile (cue, in [0, 1]), meanPercentile, p. `adjust`: p -> adjusted. Missing values are null.
 * @throws AppError `stats-request` with the path, what was found and what is expected there
 */
export function answerRequests(input: unknown): Fields[] {
  if (!Array.isArray(input)) throw fault('the file', input, 'a list of requests');
  return input.map((request: unknown, index) => {
    const at = `[${index}]`;
    if (typeof request !== 'object' || request === null) throw fault(at, request, 'an object');
    const fields = request as Fields;
    const seed = fields.seed === undefined ? SEED : whole(fields.seed, `${at}.seed`);
    switch (fields.kind) {
      case 'paired':
        return paired(fields, at, seed);
      case 'pointing':
        return point(fields, at, seed);
      case 'adjust': {
        const p = numbers(fields.p, `${at}.p`);
        p.forEach((value, k) => {
          if (value !== null && !(value >= 0 && value <= 1)) {
            throw fault(`${at}.p[${k}]`, value, 'a number from 0 to 1, or null');
          }
        });
        return { adjusted: benjaminiHochberg(p) };
      }
      default:
        throw fault(`${at}.kind`, fields.kind, '"paired", "pointing" or "adjust"');
    }
  });
}

function paired({ differences }: Fields, at: string, seed: number): Fields {
  const known = numbers(differences, `${at}.differences`).filter((value) => value !== null);
  const { n, mean, p, interval, detectable } = pairedMean(known, { seed });
  return {
    n,
    mean: told(mean),
    p,
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
    detectable
  };
}

function point({ shifts, positions, own }: Fields, at: string, seed: number): Fields {
  const cues = grid(shifts, `${at}.shifts`);
  const countries = grid(positions, `${at}.positions`);
  const wide = [...cues, ...countries].find(({ length }) => length !== cues[0]?.length);
  if (wide) {
    const expected = `rows of equal length (${cues[0]?.length} questions)`;
    throw fault(`${at}.shifts and .positions`, `a row of ${wide.length}`, expected);
  }
  const places = list(own, `${at}.own`).map((value, x) => {
    const place = value === null ? -1 : whole(value, `${at}.own[${x}]`);
    if (place < -1 || place >= countries.length) {
      throw fault(`${at}.own[${x}]`, value, `a country from 0 to ${countries.length - 1}, or null`);
    }
    return place;
  });
  if (places.length !== cues.length) {
    throw fault(`${at}.own`, `${places.length} entries`, `one a cue (${cues.length})`);
  }
  const { cosine, percentile } = pointing(cues, countries, places);
  const { meanPercentile, p } = specificity(cosine, places, seed);
  return {
    cosine: cosine.map((row) => Array.from(row, told)),
    percentile: Array.from(percentile, told),
    meanPercentile: told(meanPercentile),
    p
  };
}

const told = (value: number) => (Number.isNaN(value) ? null : value);

function grid(value: unknown, at: string): Float64Array[] {
  return list(value, at).map((row, k) =>
    Float64Array.from(numbers(row, `${at}[${k}]`), (each) => each ?? NaN)
  );
}

function numbers(value: unknown, at: string): Numbers {
  return list(value, at).map((each, k) => {
    if (each === null || (typeof each === 'number' && Number.isFinite(each))) return each;
    throw fault(`${at}[${k}]`, each, 'a number or null');
  });
}

function list(value: unknown, at: string): unknown[] {
  if (!Array.isArray(value)) throw fault(at, value, 'a list');
  if (value.length > MOST) throw fault(at, `${value.length} entries`, `at most ${MOST}`);
  return value;
}

function whole(value: unknown, at: string): number {
  if (Number.isInteger(value)) return value as number;
  throw fault(at, value, 'a whole number');
}

function fault(path: string, found: unknown, expected: string): AppError {
  const shown = found === undefined ? 'nothing' : JSON.stringify(found).slice(0, 60);
  return new AppError('stats-request', { path, found: shown, expected });
}
