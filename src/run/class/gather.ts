import { AppError } from '../../core/errors.ts';
import { canonicalText } from '../../core/canonicalText.ts';
import { readClassText, writeClassShare } from '../../formats/class/classFile.ts';
import type { ClassShare } from '../../formats/class/classShare.ts';
import { readCode, writeCode } from '../../formats/class/codeParts.ts';
import { joinCodes, setName, withPart, type CodeSet } from '../../formats/class/joinCodes.ts';

/** What a class handed in so far, in the order in which it came. */
export interface Gathered {
  shares: readonly ClassShare[];
  /** Codes of devices of which some are missing. */
  sets: readonly CodeSet[];
}

export const NOTHING_GATHERED: Gathered = { shares: [], sets: [] };

/** What came of one hand-in or code; devices are counted from 1. */
export type HandedOutcome =
  | { kind: 'added'; device: number }
  /** `pictures`: a device that is there already brought small pictures that it had left out. */
  | { kind: 'again' | 'pictures'; device: number }
  /** One code of a row, new or read before; `missing` are those that did not come yet. */
  | { kind: 'part' | 'part-again'; number: number; of: number; missing: readonly number[] }
  | { kind: 'fault'; error: AppError };

/** Devices and rows of codes that are not whole, each: a school's. */
const MOST_DEVICES = 200;

interface Step {
  gathered: Gathered;
  outcome: HandedOutcome;
}

/** Takes in a file's text: one or several hand-ins. */
export const gatherFile = (before: Gathered, text: string) =>
  gatherRead(before, readClassText(text));

/** Takes in what was read of a file (`readClassText`). */
export function gatherRead(
  before: Gathered,
  read: readonly (ClassShare | AppError)[]
): { gathered: Gathered; outcomes: HandedOutcome[] } {
  let gathered = before;
  const outcomes = read.map((found) => {
    const step = found instanceof AppError ? refused(gathered, found) : addShare(gathered, found);
    ({ gathered } = step);
    return step.outcome;
  });
  return { gathered, outcomes };
}

/** Takes in the text of one QR code. The last one of a row makes it a hand-in. */
export function gatherCode(before: Gathered, text: string): Step {
  try {
    const part = readCode(text);
    const { number, of } = part;
    // A camera sees the codes of a row again and again, the last of them after it was joined too.
    const device = before.shares.findIndex(({ id }) => id === part.id) + 1;
    const isOf = (set: CodeSet) =>
      [...set.parts.values()].some((one) => setName(one) === setName(part));
    const known = before.sets.find(isOf);
    if (device > 0 && !known) return { gathered: before, outcome: { kind: 'again', device } };
    const set = withPart(known, part);
    const others = before.sets.filter((each) => each !== known);
    if (set.missing.length === 0) return addShare({ ...before, sets: others }, joinCodes(set));
    if (!known && others.length >= MOST_DEVICES) throw full();
    const kind = known?.parts.has(number) ? 'part-again' : 'part';
    const sets = known
      ? before.sets.map((each) => (each === known ? set : each))
      : [...others, set];
    return {
      gathered: { ...before, sets },
      outcome: { kind, number, of, missing: set.missing }
    };
  } catch (thrown) {
    return refused(before, AppError.from(thrown));
  }
}

function addShare(before: Gathered, share: ClassShare): Step {
  const at = before.shares.findIndex(({ id }) => id === share.id);
  const known = before.shares[at];
  // Rows of codes of a device that is there now are not waited for.
  const sets = before.sets.filter(({ id }) => id !== share.id);
  if (known) {
    const device = at + 1;
    if (canonicalText(withoutThumbs(known)) !== canonicalText(withoutThumbs(share))) {
      return refused(before, new AppError('class-other-content', { device }));
    }
    if (thumbsOf(share) <= thumbsOf(known)) {
      return { gathered: { ...before, sets }, outcome: { kind: 'again', device } };
    }
    const shares = before.shares.map((each) => (each === known ? share : each));
    return { gathered: { shares, sets }, outcome: { kind: 'pictures', device } };
  }
  if (before.shares.length >= MOST_DEVICES) return refused(before, full());
  const shares = [...before.shares, share];
  return { gathered: { shares, sets }, outcome: { kind: 'added', device: shares.length } };
}

const full = () => new AppError('class-full', { most: MOST_DEVICES });
const refused = (gathered: Gathered, error: AppError): Step => ({
  gathered,
  outcome: { kind: 'fault', error }
});
const withoutThumbs = (share: ClassShare) => ({
  ...share,
  pictures: share.pictures.map(({ id }) => id)
});
const thumbsOf = ({ pictures }: ClassShare) =>
  pictures.filter(({ thumb }) => thumb !== undefined).length;

/** As a file that the class page reads again: devices whole, rows of codes that are not left out. */
export const classFileOf = ({ shares }: Gathered): string => shares.map(writeClassShare).join('');

/** The texts of the codes that came and make no hand-in yet. */
export const codesWaiting = ({ sets }: Gathered): string[] =>
  sets.flatMap(({ parts }) => [...parts.values()].map(writeCode));
