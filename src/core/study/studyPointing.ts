import type { TextVariant } from '../answers/types.ts';
import { controlCues, DEFAULT_CONTROL, type Control } from '../measures/controls.ts';
import { pointing, type Pointing } from '../measures/pointing.ts';
import { surveyPositions } from '../measures/positions.ts';
import { expectedPosition } from '../measures/shift.ts';
import type { CountryCode } from '../survey/types.ts';
import type { StudyData } from './studyData.ts';
import { cueCountries, toldCountries } from './studyFrame.ts';

/** Of fewer countries the others are hardly a zero: each is a large part of it. */
const COUNTRIES_FOR_OTHERS = 5;
/** A country's distinctness is measured among so many at least. */
const COUNTRIES_A_QUESTION = 25;

/** `caption`: words in place of pictures, of a model that reads words only. */
export type PointingKind = 'country' | 'picture' | 'caption';

export interface PointingChoices {
  /** Index into the frame's conditions. */
  condition: number;
  kind: PointingKind;
  variant: TextVariant;
  /** Default: the other cues where they are of at least 5 countries, else blank or frame. */
  control?: Control;
}

/** Why nothing can be said: no cue of the kind answered, no control, too few countries surveyed. */
export type PointingGap = 'cues' | 'control' | 'figures';

/** Towards whom each cue of one kind points, under one way of asking. */
export interface CuePointing extends Pointing {
  control: Control;
  /** Columns of `cosine`: every country with figures. */
  countries: readonly CountryCode[];
  /** Rows of `cosine`, indexes into the frame's cues: those answered. */
  cues: readonly number[];
  /** Per row its own country among `countries`; -1 where unknown or not surveyed. */
  own: readonly number[];
  /** Indexes into the frame's questions. */
  questions: readonly number[];
  /** Net movement of the expected position, row x question of `questions`; NaN where missing. */
  shifts: Float64Array[];
  /** People's expected positions, country x question of `questions`. */
  positions: Float64Array[];
}

/**
 * Pointing of all cues of a kind over the ordinal questions about values with figures of at least
 * 25 countries. Of pictures, those that take part. Source: controls-and-inference, Pointing.
 */
export function pointCues(study: StudyData, choices: PointingChoices): CuePointing | PointingGap {
  const { frame, survey } = study;
  const { questions, positions } = pointingQuestions(study);
  if (questions.length === 0) return 'figures';
  const answersOf = answerReader(study, questions, choices);
  const countries = choices.kind === 'caption' ? toldCountries(frame) : cueCountries(frame);
  const cues = frame.cues.flatMap(({ kind }, cue) =>
    kind === choices.kind && countries[cue] !== null && answersOf(cue).some(isKnown) ? [cue] : []
  );
  if (cues.length === 0) return 'cues';
  const several = new Set(cues.map((cue) => countries[cue])).size >= COUNTRIES_FOR_OTHERS;
  const control = choices.control ?? (several ? 'others' : DEFAULT_CONTROL[choices.kind]);
  const shifts =
    control === 'others'
      ? awayFromOthers(cues.map(answersOf))
      : cues.map((cue) =>
          awayFrom(controlCues(frame, cue, control).map(answersOf), answersOf(cue))
        );
  if (!shifts.some((row) => row.some(isKnown))) return 'control';
  const place = new Map(survey.countries.map((code, index) => [code, index]));
  const own = cues.map((cue) => place.get(countries[cue] ?? '') ?? -1);
  return {
    ...pointing(shifts, positions, own),
    ...{ control, countries: survey.countries, cues, own, questions, shifts, positions }
  };
}

/** What pointing is measured over, with people's expected positions, country x question. */
function pointingQuestions({ frame, survey }: StudyData) {
  const people = surveyPositions(frame, survey);
  const at = (country: number, question: number) =>
    people.values[country * people.questions + question] as number;
  const questions = frame.questions.flatMap(({ scale, use }, q) => {
    const figures = survey.countries.filter((_, c) => isKnown(at(c, q))).length;
    const counts = scale === 'ordinal' && use !== 'behaviour' && figures >= COUNTRIES_A_QUESTION;
    return counts ? [q] : [];
  });
  const positions = survey.countries.map((_, c) => Float64Array.from(questions, (q) => at(c, q)));
  return { questions, positions };
}

/** A cue's expected positions in [0, 1], one a question, each cue read once; NaN where missing. */
function answerReader(
  study: StudyData,
  questions: readonly number[],
  { condition, variant }: PointingChoices
): (cue: number) => Float64Array {
  const { start, p } = study.distributions(variant);
  const read = new Map<number, Float64Array>();
  return (cue) => {
    const known = read.get(cue);
    if (known) return known;
    const found = Float64Array.from(questions, (question) => {
      const row = study.row(condition, cue, question);
      if (row < 0) return NaN;
      const from = start[row] as number;
      const options = (start[row + 1] as number) - from;
      return expectedPosition(p, from, options) / (options - 1);
    });
    read.set(cue, found);
    return found;
  };
}

/** Each row less the mean of the others: the sum less its own, so that thousands take no time. */
function awayFromOthers(rows: readonly Float64Array[]): Float64Array[] {
  const { sum, n } = sumKnown(rows);
  return rows.map((row) =>
    row.map((value, q) => {
      const others = (n[q] as number) - 1;
      return others > 0 ? value - ((sum[q] as number) - value) / others : NaN;
    })
  );
}

/** A row less the mean of its controls; NaN where none of them is known. */
function awayFrom(controls: readonly Float64Array[], row: Float64Array): Float64Array {
  const { sum, n } = sumKnown(controls);
  return row.map((value, q) => value - (sum[q] ?? NaN) / (n[q] as number));
}

function sumKnown(rows: readonly Float64Array[]): { sum: Float64Array; n: Uint32Array } {
  const width = rows[0]?.length ?? 0;
  const found = { sum: new Float64Array(width), n: new Uint32Array(width) };
  for (const row of rows) {
    row.forEach((value, q) => {
      if (!isKnown(value)) return;
      found.sum[q] = (found.sum[q] as number) + value;
      found.n[q] = (found.n[q] as number) + 1;
    });
  }
  return found;
}

const isKnown = (value: number) => !Number.isNaN(value);
