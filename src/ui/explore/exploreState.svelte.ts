import { AppError } from '../../core/errors.ts';
import type { CountryCode, Question } from '../../core/survey/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { averageOf } from '../../core/survey/scale.ts';
import { answersOf, inOrder, mapValues, optionIndexOf } from '../../survey/compare.ts';
import { MAX_COUNTRIES } from './limits.ts';
import {
  DEFAULT_VIEW,
  formatView,
  isExploreHash,
  parseView,
  type ExploreView
} from './urlState.ts';

/** The survey of every page (ui/survey), as far as this one needs it. */
interface CurrentSurvey {
  readonly survey: SurveyDataset | null;
  ready: () => Promise<SurveyDataset>;
}

/**
 * What the Explore page shows. The address is the only memory: choices are steps of the browser's
 * history, so back and forward work; what is typed while searching replaces the current step.
 */
export class ExploreState {
  view: ExploreView = $state.raw(parseView(location.hash));
  problem: AppError | null = $state.raw(null);

  readonly #current: CurrentSurvey;

  constructor(current: CurrentSurvey) {
    this.#current = current;
  }

  get survey(): SurveyDataset | null {
    return this.#current.survey;
  }

  /** Follows the address and loads the survey; returns what undoes the former. */
  start(): () => void {
    const follow = () => {
      if (isExploreHash(location.hash)) this.view = parseView(location.hash);
    };
    addEventListener('hashchange', follow);
    this.#current.ready().catch((thrown: unknown) => (this.problem = AppError.from(thrown)));
    return () => removeEventListener('hashchange', follow);
  }

  /** A new step of the history. */
  choose(change: Partial<ExploreView>): void {
    this.#go(change, 'pushState');
  }

  /** Changes the current step: for what is typed letter by letter. */
  adjust(change: Partial<ExploreView>): void {
    this.#go(change, 'replaceState');
  }

  #go(change: Partial<ExploreView>, how: 'pushState' | 'replaceState'): void {
    this.view = { ...this.view, ...change };
    const hash = formatView(this.view);
    if (hash !== location.hash) history[how](null, '', hash);
  }

  /** Another question; the option on the map belonged to the old one. */
  ask(question: string): void {
    if (question !== this.question?.id) this.choose({ question, option: null });
  }

  add(codes: readonly CountryCode[]): void {
    const countries = this.chosen;
    const added = codes.filter((code) => !countries.includes(code));
    this.choose({ countries: [...countries, ...added].slice(0, MAX_COUNTRIES) });
  }

  remove(code: CountryCode): void {
    this.choose({ countries: this.chosen.filter((each) => each !== code) });
  }

  toggle(code: CountryCode): void {
    if (this.chosen.includes(code)) this.remove(code);
    else this.add([code]);
  }

  /**
   * The countries of the address. A data set of the reader's own may hold none of the usual ones;
   * its first countries then stand in for them.
   */
  readonly chosen: readonly CountryCode[] = $derived.by(() => {
    const { countries } = this.view;
    if (countries !== DEFAULT_VIEW.countries || !this.survey) return countries;
    const held = countries.filter((code) => this.survey?.country(code));
    if (held.length > 0) return held;
    return this.survey.countries.slice(0, countries.length).map(({ code }) => code);
  });

  readonly full = $derived(this.chosen.length >= MAX_COUNTRIES);

  /** The question of the address; where the data set does not hold it, the usual or first one. */
  readonly question: Question | null = $derived(
    this.survey?.question(this.view.question) ??
      this.survey?.question(DEFAULT_VIEW.question) ??
      this.survey?.questions[0] ??
      null
  );

  /** What the address asks for and this data set does not hold. */
  readonly unknown: readonly string[] = $derived.by(() => {
    const { survey, view } = this;
    if (!survey) return [];
    const isUsual = view.question === DEFAULT_VIEW.question;
    return [
      ...(isUsual || survey.question(view.question) ? [] : [view.question]),
      ...this.chosen.filter((code) => !survey.country(code))
    ];
  });

  readonly answers = $derived(
    this.survey && this.question
      ? inOrder(this.question, answersOf(this.survey, this.question, this.chosen), this.view.order)
      : []
  );

  readonly average = $derived.by(() => {
    if (!this.survey || !this.question) return null;
    const figures = [...this.survey.figuresOf(this.question.id).values()];
    const distribution = averageOf(figures);
    return distribution && { distribution, count: figures.length };
  });

  readonly optionIndex = $derived(
    this.question ? optionIndexOf(this.question, this.view.option) : 0
  );

  /** A choice without order has no mean; the map then shows a share. */
  readonly mapValue = $derived(this.question?.scale === 'nominal' ? 'share' : this.view.map);

  readonly mapped = $derived(
    this.survey && this.question
      ? mapValues(this.survey, this.question, {
          map: this.mapValue,
          optionIndex: this.optionIndex
        })
      : []
  );

  /** Everything whose provenance the page owes: the chosen countries, on the map all of them. */
  readonly shown = $derived(
    this.survey && this.question && this.view.view === 'map'
      ? answersOf(
          this.survey,
          this.question,
          this.mapped.map(({ country }) => country.code)
        )
      : this.answers
  );
}
