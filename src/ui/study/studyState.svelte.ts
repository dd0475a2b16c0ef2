import { untrack } from 'svelte';
import { AppError } from '../../core/errors.ts';
import type { WayPair } from '../../core/measures/agreement.ts';
import type { MappedStudy } from '../../core/measures/culturalMap/mapCues.ts';
import type { NearestCountries } from '../../core/measures/nearest.ts';
import type { ChangeDenominator } from '../../core/measures/shift.ts';
import type { Counterfactual } from '../../core/measures/counterfactual.ts';
import type { LetterQuality } from '../../core/measures/letterQuality.ts';
import type { ValidityPair } from '../../core/measures/validity.ts';
import { sinceFrozen, type DatedDeviation } from '../../core/study/plan/sinceFrozen.ts';
import { PICTURE_SETS, pictureSet, type PictureSet } from '../../core/study/studyFrame.ts';
import { inclusionOf } from '../../core/study/participants.ts';
import type { SpecificityRow } from '../../core/study/studySpecificity.ts';
import type { StudyResults } from '../../core/study/studyResults.ts';
import type { CaptionBase, TableInput } from '../../core/study/tables/studyTable.ts';
import { nameAlone } from '../../core/survey/countryInPrompt.ts';
import {
  filedQuestions,
  topicOverlap,
  type TopicMapping,
  type TopicOverlap
} from '../../core/survey/topicMapping.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import type { Cue } from '../../core/prompts/types.ts';
import type { Metric } from '../../core/measures/metrics.ts';
import type { TextVariant } from '../../core/answers/types.ts';
import type { OpenStudy } from '../../run/study/studyApi.ts';
import type { CaveatChoice } from '../../survey/comparable.ts';
import { materialOf, type StudyMaterial } from '../../run/stats/material.ts';
import { StatsClient } from '../../run/stats/statsClient.ts';
import { cueCountry } from './cueNames.ts';
import { leftOutOf, type LeftOut } from './plan/leftOut.ts';
import { countryName, shownCountry } from '../survey/shownPlaces.ts';

/** More rows a country make no figure. */
const MOST_BESIDE = 6;

type StatsOfStudy = { stats: StatsClient; material: StudyMaterial };

/** An opened study and what its readers chose to see; statistics come from a worker. */
export class StudyState {
  readonly open: OpenStudy;
  /** In what the study is no longer as its plan has it. */
  readonly deviations: readonly DatedDeviation[];
  /** What is not in the figures. */
  readonly leftOut: LeftOut;

  metric: Metric = $state('jsd-bits');
  variant: TextVariant = $state('pmi');
  /** Index into the frame's conditions: what charts show; tables show all. */
  condition = $state(0);
  /** Table 1 and Figure 8 draw every condition, row by row, as the paper does with its models. */
  sideBySide = $state(false);
  set: PictureSet = $state('culture');
  denominator: ChangeDenominator = $state('country');
  /** Whose topics are shown (Figure 8), and whose neighbours. */
  country: CountryCode | null = $state(null);
  cue = $state(0);
  /** People's figures with caveats: left out of every number, or in. */
  caveats: CaveatChoice = $state('out');
  topics: TopicMapping = $state('ours');
  /** Whether the paper's own values are laid beside. */
  paper = $state(false);

  results: StudyResults | null = $state.raw(null);
  letters: readonly LetterQuality[] = $state.raw([]);
  validity: ValidityPair | null = $state.raw(null);
  /** Null where the survey has too little for a map. */
  mapped: MappedStudy | null | undefined = $state.raw();
  pair: { first: number; second: number; found: Counterfactual } | null = $state.raw(null);
  ways: readonly WayPair[] = $state.raw([]);
  nearest: { cue: number; value: NearestCountries } | null = $state.raw(null);
  /** Do cues point to their own country: a row a way of asking and kind of cue. */
  specificity: readonly SpecificityRow[] | null = $state.raw(null);
  computing = $state(false);
  #waiting = $state(0);
  problem: AppError | null = $state.raw(null);

  #stats: StatsClient | null = null;
  /** Handed to the workers anew only where it is another. */
  readonly #material: StudyMaterial = $derived.by(() =>
    materialOf(this.open, { caveats: this.caveats, topics: this.mapping })
  );

  /** @param before the same study as it was opened earlier: what its reader chose stays chosen */
  constructor(open: OpenStudy, before?: StudyState) {
    this.open = open;
    this.deviations = sinceFrozen(open.record, open.words) ?? [];
    this.leftOut = leftOutOf(open);
    this.metric = open.record.study.metric;
    this.variant = open.record.study.variant;
    this.country = open.frame.countries[0]?.code ?? null;
    this.set = this.sets[0] ?? 'culture';
    this.sideBySide = this.beside;
    this.cue = Math.max(
      0,
      this.cues.findIndex(({ kind }) => kind === 'country' || kind === 'picture')
    );
    if (before) this.#choose(before);
  }

  #choose(before: StudyState): void {
    const { metric, variant, denominator, country, paper, caveats, topics, results } = before;
    Object.assign(this, { metric, variant, denominator, country, paper, caveats, topics, results });
    this.sideBySide = this.beside && (before.sideBySide || !before.beside);
    if (before.condition < this.frame.conditions.length) this.condition = before.condition;
    if (this.sets.includes(before.set)) this.set = before.set;
  }

  get study() {
    return this.open.record.study;
  }
  /** The plan that was frozen last; null where none was. */
  get plan() {
    return this.open.record.plans?.at(-1) ?? null;
  }
  get frame() {
    return this.open.frame;
  }
  get cues(): readonly Cue[] {
    return this.open.frame.cues;
  }
  get empty(): boolean {
    return this.open.columns.length === 0;
  }
  /** Whether anything that is shown is still being worked out. */
  get busy(): boolean {
    return this.#waiting > 0;
  }
  /** Kinds of pictures that take part; without pictures only the names' table has something to say. */
  get sets(): readonly PictureSet[] {
    return PICTURE_SETS.filter((set) => this.frame.pictures.some((p) => pictureSet(p) === set));
  }

  /** Whether there are several conditions, and few enough to be drawn at once. */
  get beside(): boolean {
    const { length } = this.frame.conditions;
    return length > 1 && length <= MOST_BESIDE;
  }

  /** Of results, those of the conditions that Table 1 and Figure 8 draw. */
  drawn<Result extends { condition: number }>(results: readonly Result[]): Result[] {
    return results.filter(({ condition }) => this.sideBySide || condition === this.condition);
  }

  /** Of the results under every condition, with every set of pictures, those that charts show. */
  shown<Result extends { condition: number; set: PictureSet }>(
    results: readonly Result[] = [],
    shownSet = this.set
  ): Result[] {
    return results.filter(({ condition, set }) => condition === this.condition && set === shownSet);
  }

  /** What every caption says beside its own numbers. */
  get captionBase(): CaptionBase {
    const { study, frame, open } = this;
    const { survey, orders, dontKnow } = study;
    return {
      survey,
      orders,
      dontKnow,
      incomeYear: open.survey.incomeYear,
      conditions: frame.conditions,
      inclusion: inclusionOf(study)
    };
  }

  /** What tables about similarity are made from, as the reader chose. */
  tablesOf(results: StudyResults): TableInput {
    return { results, base: this.captionBase, set: this.set, denominator: this.denominator };
  }

  /** Whose topics tables are by: beside the paper's values the paper's, else as chosen. */
  get mapping(): TopicMapping {
    return this.paper ? 'paper' : this.topics;
  }

  /** How far the study's topics are the paper's. */
  get topicOverlap(): TopicOverlap[] {
    const { topicsPaper } = this.open.survey;
    return topicOverlap(
      filedQuestions(this.frame.questions, topicsPaper, this.mapping),
      topicsPaper
    );
  }

  nameOf(code: CountryCode): string {
    const own = this.study.countries.find((country) => country.code === code);
    if (own) return shownCountry({ code, name: nameAlone(own.name) });
    return countryName(code, this.open.survey);
  }

  /** Hands the answers to a worker and follows the choices; returns the way to stop it. */
  start(): () => void {
    const stats = new StatsClient();
    this.#stats = stats;
    const fail = (thrown: unknown) => (this.problem = AppError.from(thrown));
    const stop = $effect.root(() => {
      $effect(() => {
        const choices = { metric: this.metric, variant: this.variant, seed: this.study.seed };
        const material = this.#material;
        this.computing = true;
        this.#wait(stats.results(material, choices)).then((results) => {
          if (!results) return;
          this.results = results;
          this.computing = false;
        }, fail);
      });
      $effect(() => {
        const { condition, variant } = this;
        const choices = { condition, variant, seed: this.study.seed };
        this.#wait(stats.validity(this.#material, choices)).then((found) => {
          if (found) this.validity = found;
        }, fail);
      });
    });
    this.#wait(stats.letters(this.#material)).then((found) => {
      if (found) this.letters = found;
    }, fail);
    return () => {
      stop();
      stats.dispose();
    };
  }

  // What takes a moment is worked out only when it is looked at.

  /** The cultural map with this study's cues. */
  async placeCues(): Promise<void> {
    const { condition, variant } = this;
    const choices = { condition, variant, seed: this.study.seed };
    const mapped = await this.ask(({ stats, material }) => stats.map(material, choices));
    if (mapped !== undefined) this.mapped = mapped;
  }

  /** How far two pictures' answers lie apart, question by question. */
  async comparePictures(first: number, second: number): Promise<void> {
    const { condition, metric, variant } = this;
    const countries = [first, second].flatMap((cue) => {
      const found = this.cues[cue];
      return (found && cueCountry(found, this.study)) ?? [];
    });
    await this.ask(async ({ stats, material }) => {
      const choices = { condition, first, second, metric, variant, seed: this.study.seed };
      const found = await stats.pair(material, {
        ...choices,
        countries: countries.filter((code, k) => countries.indexOf(code) === k)
      });
      if (found) this.pair = { first, second, found };
    });
  }

  /** How far ways of asking agree. */
  async compareWays(): Promise<void> {
    const { variant } = this;
    const found = await this.ask(({ stats, material }) => stats.ways(material, { variant }));
    if (found) this.ways = found;
  }

  /** Towards whom the cues point, against what the frozen plan says. */
  async testPointing(): Promise<void> {
    const { metric, variant } = this;
    const { cue, control } = this.plan?.plan.headline ?? {};
    await this.ask(async ({ stats, material }) => {
      const controls = cue && control ? { [cue]: control } : {};
      const choices = { metric, variant, controls, seed: this.study.seed };
      const found = await stats.specificity(material, choices);
      if (found) this.specificity = found;
    });
  }

  /** Ranks all countries for the chosen cue. */
  async rank(): Promise<void> {
    const { cue, condition, metric, variant } = this;
    const request = { cue, condition, metric, variant, seed: this.study.seed };
    const value = await this.ask(({ stats, material }) => stats.nearest(material, request));
    if (value) this.nearest = { cue, value };
  }

  /** Asks a worker about the study as it is looked at; undefined where that failed. */
  async ask<Found>(work: (client: StatsOfStudy) => Promise<Found>): Promise<Found | undefined> {
    const [stats, material] = [this.#stats, this.#material];
    try {
      return stats ? await this.#wait(work({ stats, material })) : undefined;
    } catch (thrown) {
      this.problem = AppError.from(thrown);
      return undefined;
    }
  }

  /** Counts what is under way; an effect that asks must not depend on the count. */
  async #wait<T>(work: Promise<T>): Promise<T> {
    untrack(() => (this.#waiting += 1));
    try {
      return await work;
    } finally {
      this.#waiting -= 1;
    }
  }
}
