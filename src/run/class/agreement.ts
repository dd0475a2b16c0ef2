import { WHOLE, type ClassShare } from '../../formats/class/classShare.ts';
import { askedAlike, classCueOf, type ClassCue } from './classCues.ts';

/** Shares that differ by a tenth of a point are the same: so far graphics cards and processors lie apart. */
const SAME = 0.001 * WHOLE;

/** How far devices that were asked the same agree. */
export interface DeviceAgreement {
  cue: ClassCue;
  /** Devices by number, in groups of like answers, the largest first; one group: all agree. */
  groups: readonly (readonly number[])[];
  devices: number;
  /** Precisions and kinds of device that they computed with: `q8 wasm`. */
  computed: readonly string[];
  /** Questions that two devices or more answered, and those among them whose answers differ. */
  questions: number;
  differing: number;
  /** The largest difference of any option's share, 0 to 1, and where; null where all agree. */
  apart: { largest: number; question: string; devices: readonly [number, number] } | null;
}

interface Asked {
  device: number;
  computed: string;
  /** Shares by question. */
  answers: ReadonlyMap<string, readonly number[]>;
}

/** Shares further apart than rounding, as the largest difference of any option; 0 where the same. */
function apart(a: readonly number[] | undefined, b: readonly number[] | undefined): number {
  if (!a || !b) return 0;
  if (a.length !== b.length) return WHOLE;
  const most = Math.max(...a.map((share, k) => Math.abs(share - (b[k] as number))));
  return most > SAME ? most : 0;
}

/**
 * Compares the answers of all devices that were asked with the same model, settings and words about the
 * same cue; cues of one device alone are left out. The order is that of the devices.
 */
export function agreementsOf(shares: readonly ClassShare[]): DeviceAgreement[] {
  const asked = new Map<string, { cue: ClassCue; all: Asked[] }>();
  shares.forEach((share, index) => {
    const alike = askedAlike(share);
    share.cues.forEach((one, at) => {
      const cue = classCueOf(one, share);
      const name = `${cue.key} ${alike}`;
      const entry = asked.get(name) ?? { cue, all: [] };
      const { dtype, device } = share.model;
      const computed = `${dtype} ${device}`;
      entry.all.push({ device: index + 1, computed, answers: answersAt(share, at) });
      asked.set(name, entry);
    });
  });
  return [...asked.values()].flatMap(({ cue, all }) => (all.length > 1 ? compare(cue, all) : []));
}

function answersAt({ questions, answers }: ClassShare, cue: number): Asked['answers'] {
  return new Map(
    questions.flatMap(({ id }, k) => {
      const p = answers[cue]?.[k];
      return p ? [[id, p] as const] : [];
    })
  );
}

function compare(cue: ClassCue, all: readonly Asked[]): DeviceAgreement {
  const groups: Asked[][] = [];
  for (const one of all) {
    const group = groups.find(([first]) => first && distance(first, one).largest === 0);
    if (group) group.push(one);
    else groups.push([one]);
  }
  groups.sort((a, b) => b.length - a.length);
  let found: DeviceAgreement['apart'] = null;
  for (const [first] of groups) {
    for (const [second] of groups) {
      if (!first || !second || first.device >= second.device) continue;
      const { largest, question } = distance(first, second);
      if (largest / WHOLE > (found?.largest ?? 0)) {
        found = { largest: largest / WHOLE, question, devices: [first.device, second.device] };
      }
    }
  }
  const ids = [...new Set(all.flatMap(({ answers }) => [...answers.keys()]))];
  const shared = ids.filter((id) => all.filter(({ answers }) => answers.has(id)).length > 1);
  const differs = (id: string) =>
    groups.some(([a]) => groups.some(([b]) => apart(a?.answers.get(id), b?.answers.get(id)) > 0));
  return {
    cue,
    groups: groups.map((group) => group.map(({ device }) => device)),
    devices: all.length,
    computed: [...new Set(all.map(({ computed }) => computed))],
    questions: shared.length,
    differing: shared.filter(differs).length,
    apart: found
  };
}

/** Of all questions that both answered, the one that lies furthest apart. */
function distance(a: Asked, b: Asked): { largest: number; question: string } {
  let most = { largest: 0, question: '' };
  for (const [question, p] of a.answers) {
    const largest = apart(p, b.answers.get(question));
    if (largest > most.largest) most = { largest, question };
  }
  return most;
}
