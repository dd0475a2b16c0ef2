import { scalePlace } from '../../core/measures/fromControl.ts';
import type { CountryCode, Distribution, Scale } from '../../core/survey/types.ts';
import { WHOLE, type ClassShare } from '../../formats/class/classShare.ts';
import { agreementsOf, type DeviceAgreement } from './agreement.ts';
import { classCueOf, type ClassCue } from './classCues.ts';
import { spreadOf, type Spread } from './spread.ts';

/** One answer of the model, and the devices that have it. */
interface ClassAnswer {
  devices: readonly number[];
  p: Distribution;
  /** From the first option, 0, to the last, 1; null without an order. */
  place: number | null;
}

/** Who guessed what about one question and cue. */
interface ClassGuess {
  device: number;
  player: number;
  model: number | null;
  people: number | null;
}

/** One question under one cue. */
export interface ClassRow {
  question: string;
  scale: Scale;
  /** Those that differ by more than nothing, in the order of the devices. */
  answers: readonly ClassAnswer[];
  guesses: readonly ClassGuess[];
  /** Of the places guessed for the model, and for people; null where nobody guessed. */
  model: Spread | null;
  people: Spread | null;
  /** Where people of the countries asked about really are; null where they have no place or were not asked. */
  peoples: readonly { country: CountryCode; place: number | null }[];
}

/** Whose answers the model's are compared with: a survey of this device. */
interface ClassPeople {
  hash: string;
  figure: (country: CountryCode, question: string) => { p: Distribution } | undefined;
}

export interface ClassCueRows {
  cue: ClassCue;
  /** Devices that asked it. */
  devices: readonly number[];
  /** How many guesses there are of it. */
  guesses: number;
  rows: readonly ClassRow[];
}

export interface MergedClass {
  /** In the order in which devices brought them; those with guesses first. */
  cues: readonly ClassCueRows[];
  agreements: readonly DeviceAgreement[];
  /** Devices that compared with another survey than this one's: their people are not shown. */
  otherSurvey: readonly number[];
}

interface Gathering {
  question: string;
  scale: Scale;
  answers: { devices: number[]; shares: readonly number[] }[];
  guesses: ClassGuess[];
  options: number;
  countries: Set<CountryCode>;
}

/** All that a class handed in, side by side. Devices are numbered from 1, in the given order. */
export function mergeClass(
  shares: readonly ClassShare[],
  people: ClassPeople | null = null
): MergedClass {
  const cues = new Map<
    string,
    { cue: ClassCue; devices: number[]; rows: Map<string, Gathering> }
  >();
  shares.forEach((share, index) => {
    share.cues.forEach((one, at) => {
      const cue = classCueOf(one, share);
      const entry = cues.get(cue.key) ?? { cue, devices: [], rows: new Map<string, Gathering>() };
      cues.set(cue.key, entry);
      entry.devices.push(index + 1);
      addRows(entry.rows, share, { cue: at, device: index + 1, people });
    });
  });
  const merged = [...cues.values()].map(({ cue, devices, rows }) => {
    const made = [...rows.values()].map((row) => rowOf(row, people));
    const guesses = made.reduce((sum, row) => sum + row.guesses.length, 0);
    return { cue, devices, guesses, rows: made };
  });
  const byGuesses = merged.toSorted((a, b) => Math.sign(b.guesses) - Math.sign(a.guesses));
  const otherSurvey = shares.flatMap(({ survey }, k) => (survey === people?.hash ? [] : k + 1));
  return { cues: byGuesses, agreements: agreementsOf(shares), otherSurvey };
}

/** Those whose people a device looked at, by the names that were its cues. */
const countriesOf = ({ cues }: ClassShare) =>
  cues.flatMap((cue) => (cue.kind === 'country' ? cue.country : []));

function addRows(
  rows: Map<string, Gathering>,
  share: ClassShare,
  { cue, device, people }: { cue: number; device: number; people: ClassPeople | null }
): void {
  share.questions.forEach(({ id, scale, options }, k) => {
    // The same question with other options is another one.
    const name = `${id} ${scale} ${options}`;
    const row = rows.get(name) ?? {
      ...{ question: id, scale, options, answers: [], guesses: [] },
      countries: new Set<CountryCode>()
    };
    rows.set(name, row);
    if (share.survey === people?.hash)
      countriesOf(share).forEach((code) => row.countries.add(code));
    const p = share.answers[cue]?.[k];
    if (p) {
      const same = row.answers.find(({ shares }) => shares.every((value, at) => value === p[at]));
      if (same) same.devices.push(device);
      else row.answers.push({ devices: [device], shares: p });
    }
    for (const { question, cue: of, player, model, people } of share.guesses ?? []) {
      if (question !== k || of !== cue) continue;
      row.guesses.push({ device, player, model: along(model), people: along(people) });
    }
  });
}

const along = (place: number | null) => (place === null ? null : place / WHOLE);

function rowOf(row: Gathering, people: ClassPeople | null): ClassRow {
  const { question, scale, guesses } = row;
  const spread = (of: 'model' | 'people') => spreadOf(guesses.flatMap((guess) => guess[of] ?? []));
  return {
    ...{ question, scale, guesses },
    answers: row.answers.map(({ devices, shares }) => {
      const sum = shares.reduce((all, share) => all + share, 0);
      const p = shares.map((share) => share / sum);
      return { devices, p, place: scalePlace(scale, p) };
    }),
    model: spread('model'),
    people: spread('people'),
    peoples: [...row.countries].map((country) => {
      const p = people?.figure(country, question)?.p;
      return { country, place: p?.length === row.options ? scalePlace(scale, p) : null };
    })
  };
}
