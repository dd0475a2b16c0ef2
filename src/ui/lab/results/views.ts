import type { Answer, RawAnswer, TextVariant } from '../../../core/answers/types.ts';
import type { AskPlan, Cue, PictureId } from '../../../core/prompts/types.ts';
import { isMain } from '../../../core/prompts/cueKinds.ts';
import { nameAlone } from '../../../core/survey/countryInPrompt.ts';
import type { CountryCode, Figure, Question, QuestionId } from '../../../core/survey/types.ts';
import { AnswerCache } from '../../../run/stats/answerCache.ts';
import type { ControlCue } from '../../controlNames.ts';
import { answerMapKey, cueKey } from '../cues.ts';

/** A cue of the run under the name that charts and sentences use. */
export interface CueView {
  key: string;
  cue: Cue;
  name: string;
}

/** One question of the run with what has arrived so far. */
export interface QuestionView {
  question: Question;
  /** One per cue of the run; null until it arrives (or where the numbers gave no answer). */
  answers: readonly (Answer | null)[];
  /** What those were made of. */
  raws: readonly (RawAnswer | undefined)[];
  /** What the compared country's people answered; null where they were not asked. */
  figure: Figure | null;
}

export interface RunNames {
  neutral: string;
  country: (name: string, code: CountryCode) => string;
  /** Name of a picture of the run; `number` counts the run's pictures from 1. */
  picture: (id: PictureId, number: number) => string;
  /** Of a picture told in words, in a run that shows none; missing: as of any control. */
  words?: (caption: string) => string;
  control: (cue: ControlCue) => string;
}

/** The run's cues, named; pictures with equal file names are numbered. */
export function cueViews(plan: AskPlan, names: RunNames): CueView[] {
  const seen = new Map<string, number>();
  let pictures = 0;
  const isShown = plan.cues.some(({ kind }) => kind === 'picture');
  return plan.cues.map((cue) => {
    const name =
      cue.kind === 'country'
        ? names.country(nameAlone(cue.name), cue.country)
        : cue.kind === 'picture'
          ? names.picture(cue.picture, ++pictures)
          : cue.kind === 'neutral'
            ? names.neutral
            : cue.kind === 'caption' && !isShown && names.words
              ? names.words(cue.caption)
              : names.control(cue);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { key: cueKey(cue), cue, name: times > 1 ? `${name} (${times})` : name };
  });
}

/** The country whose name was the cue, hence whose people the answers are compared with. */
export function comparedCountry(plan: AskPlan): CountryCode | null {
  for (const cue of plan.cues) if (cue.kind === 'country') return cue.country;
  return null;
}

/**
 * Tells answers from those of controls. Words in place of a picture are a control where the picture is
 * shown too.
 */
export function isAnswer(cues: readonly CueView[]): (view: CueView) => boolean {
  const isShown = cues.some(({ cue }) => cue.kind === 'picture');
  return ({ cue }) => isMain(cue.kind) || (cue.kind === 'caption' && !isShown);
}

/** A run's pictures: shown, or told in words to a model that cannot be shown them. */
export function picturesAmong(cues: readonly CueView[]): CueView[] {
  const shown = cues.filter(({ cue }) => cue.kind === 'picture');
  return shown.length > 0 ? shown : cues.filter(({ cue }) => cue.kind === 'caption');
}

type FigureOf = (question: QuestionId) => Figure | undefined;

/**
 * Turns raw answers into views. A view whose parts did not change keeps its identity, so that an
 * arriving answer redraws one card and not all of them.
 */
export class ViewCache {
  readonly #answers = new AnswerCache();
  #views = new Map<QuestionId, QuestionView>();

  views(
    plan: AskPlan,
    raw: ReadonlyMap<string, RawAnswer>,
    variant: TextVariant,
    figureOf: FigureOf
  ): QuestionView[] {
    const views = plan.questions.map((question) => {
      const raws = plan.cues.map((cue) => raw.get(answerMapKey(question.id, cue)));
      const fresh: QuestionView = {
        question,
        answers: raws.map((each) => this.#answers.answer(each, variant)),
        raws,
        figure: figureOf(question.id) ?? null
      };
      const known = this.#views.get(question.id);
      return known && sameView(known, fresh) ? known : fresh;
    });
    this.#views = new Map(views.map((view) => [view.question.id, view]));
    return views;
  }
}

function sameView(a: QuestionView, b: QuestionView): boolean {
  return (
    a.question === b.question &&
    a.figure === b.figure &&
    a.answers.length === b.answers.length &&
    a.answers.every((answer, cue) => answer === b.answers[cue])
  );
}

/** Has every cue's answer arrived? Only such questions enter means over cues. */
export function isComplete(view: QuestionView): boolean {
  return view.answers.every((answer) => answer !== null);
}
