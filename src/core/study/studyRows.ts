import type { TextVariant } from '../answers/types.ts';
import { controlCues } from '../measures/controls.ts';
import { meanAnswer } from '../measures/fromControl.ts';
import type { CountryCode, Distribution } from '../survey/types.ts';
import type { StudyData } from './studyData.ts';
import { cueCountries } from './studyFrame.ts';
import { movesOf, type RowAnswers } from './sentences/rowPlaces.ts';

/** Whose answers a study's rows show: one picture's, the mean of a country's pictures, or its name's. */
export type StudyMover =
  | { kind: 'picture'; cue: number }
  | { kind: 'pictures'; country: CountryCode }
  | { kind: 'name'; country: CountryCode };

export interface StudyRowChoices {
  /** Index into the frame's conditions. */
  condition: number;
  mover: StudyMover;
  variant: TextVariant;
}

/** One question of a study as its row draws it; people's answers are the survey's to add. */
export interface StudyRow {
  /** Index into the frame's questions. */
  question: number;
  /** What the zero is: of an older study without controls its answer without a cue. */
  zero: 'blank' | 'frame' | 'neutral';
  zeros: readonly Distribution[];
  neutral: Distribution | null;
  name: Distribution | null;
  /** Null where the name is what moved. */
  picture: Distribution | null;
}

/**
 * Every question that the mover and all answers of its zero were asked, those first that it moves
 * beyond what the zero's answers do among themselves, within either the largest movement first.
 */
export function studyRows(study: StudyData, choices: StudyRowChoices): StudyRow[] {
  const { frame } = study;
  const { condition, mover, variant } = choices;
  const countries = cueCountries(frame);
  const answer = (cue: number, question: number): Distribution | null => {
    const row = study.row(condition, cue, question);
    return row < 0 ? null : Array.from(study.answer(row, variant));
  };
  const cuesOf = (kind: 'picture' | 'country', country: CountryCode | null) =>
    frame.cues.flatMap((cue, k) => (cue.kind === kind && countries[k] === country ? [k] : []));
  const country = mover.kind === 'picture' ? (countries[mover.cue] ?? null) : mover.country;
  const movers =
    mover.kind === 'picture'
      ? [mover.cue]
      : cuesOf(mover.kind === 'pictures' ? 'picture' : 'country', country);
  const neutral = frame.cues.findIndex(({ kind }) => kind === 'neutral');
  const [name = -1] = country === null ? [] : cuesOf('country', country);
  const usual = mover.kind === 'name' ? ('frame' as const) : ('blank' as const);
  const zero = frame.cues.some(({ kind }) => kind === usual) ? usual : ('neutral' as const);
  const control = zero === 'neutral' ? 'none' : zero;
  const rows = frame.questions.flatMap(
    ({ scale }, question): (StudyRow & { own: RowAnswers })[] => {
      const found = movers.flatMap((cue) => {
        const own = answer(cue, question);
        const wanted = controlCues(frame, cue, control);
        const zeros = wanted.flatMap((each) => {
          const p = answer(each, question);
          return p ? [p] : [];
        });
        return own && zeros.length > 0 && zeros.length === wanted.length ? [{ own, zeros }] : [];
      });
      const [first] = found;
      if (!first) return [];
      const own = meanAnswer(found.map((each) => each.own));
      const row = {
        ...{ question, zero },
        // Blank by blank: in each the pictures' sentences weigh as much as in their mean.
        zeros: first.zeros.map((_, k) =>
          meanAnswer(found.flatMap(({ zeros }) => [zeros[k] ?? []]))
        ),
        neutral: answer(neutral, question),
        name: mover.kind === 'name' ? own : answer(name, question),
        picture: mover.kind === 'name' ? null : own
      };
      const pictures = row.picture ? [row.picture] : [];
      return [{ ...row, own: { scale, ...row, pictures, people: [] } }];
    }
  );
  const order = rows.map(({ own, ...row }) => ({ row, move: movesOf(own)[0] }));
  order.sort(
    (a, b) =>
      Number(b.move?.beyond ?? false) - Number(a.move?.beyond ?? false) ||
      (b.move?.size ?? 0) - (a.move?.size ?? 0)
  );
  return order.map(({ row }) => row);
}
