import type { Reference } from '../../../core/measures/controls.ts';
import type { Metric } from '../../../core/measures/metrics.ts';
import type { AskPlan, Cue } from '../../../core/prompts/types.ts';
import type { AppError } from '../../../core/errors.ts';
import type { LoadedModel } from '../../../engine/engineApi.ts';
import type { Shipped } from '../../../run/asking/shipped.ts';
import { TOLD, toldInWords } from '../../../run/asking/toldInWords.ts';
import { controlName } from '../../controlNames.ts';
import { t } from '../../i18n.ts';
import { bundledOf } from '../../pictures/bundled.ts';
import type { ChoicesState } from '../choicesState.svelte.ts';
import type { RowInput } from '../../rows/rowInput.ts';
import { movementFrom, type AnswerMovement } from '../results/movements.ts';
import type { ResultsState } from '../results/resultsState.svelte.ts';
import { rowInputOf } from '../results/rowInputs.ts';
import { cueViews, picturesAmong, type CueView, type QuestionView } from '../results/views.ts';
import { shownCountry } from '../../survey/shownPlaces.ts';

/**
 * Answers of a larger language model beside a run's own: the bundled pictures told to it in words, by
 * their titles, and the country by its name. They came with the app and are fetched when asked for.
 */
export class ToldModel {
  /** Those of the run's questions of which the file tells anything; null until it is there. */
  views: readonly QuestionView[] | null = $state.raw(null);
  model: LoadedModel | null = $state.raw(null);
  problem: AppError | null = $state.raw(null);
  readonly #choices: Pick<ChoicesState, 'larger'>;
  readonly #results: ResultsState;
  readonly #file: Pick<Shipped, 'load' | 'problem'>;

  constructor(
    choices: Pick<ChoicesState, 'larger'>,
    results: ResultsState,
    file: Pick<Shipped, 'load' | 'problem'>
  ) {
    this.#choices = choices;
    this.#results = results;
    this.#file = file;
  }

  /** Does the reader want to see them? A link to the Lab says so. */
  get on(): boolean {
    return this.#choices.larger === 'shown';
  }
  set on(shown: boolean) {
    this.#choices.larger = shown ? 'shown' : 'hidden';
  }

  /** Pictures of the run as captions; null where one of them did not come with the app. */
  readonly captions: readonly Cue[] | null = $derived.by(() => {
    const told: Cue[] = [];
    for (const { cue } of this.#results.pictureCues) {
      const known = cue.kind === 'picture' ? bundledOf(cue.picture) : undefined;
      if (!known) return null;
      const { picture, title: caption, category } = known;
      told.push({ kind: 'caption', picture, caption, category });
    }
    return told.length > 0 ? told : null;
  });
  /** What it was told, and what that is measured from; null without a run of bundled pictures. */
  readonly plan: AskPlan | null = $derived.by(() => {
    const { plan, nameCue } = this.#results;
    if (!plan || !this.captions) return null;
    const cues: Cue[] = [{ kind: 'neutral' }, { kind: 'frame' }];
    if (nameCue) cues.push(nameCue.cue);
    return { ...TOLD, cues: [...cues, ...this.captions], questions: plan.questions };
  });
  readonly cues: readonly CueView[] = $derived.by(() => {
    if (!this.plan) return [];
    return cueViews(this.plan, {
      neutral: t('results.neutral'),
      country: (name, code) => t('results.name', { country: shownCountry({ code, name }) }),
      picture: () => '',
      words: (caption) => t('results.words', { caption }),
      control: (cue) => controlName(cue, () => '')
    });
  });

  /** Keeps the answers those to the run's questions; call once while a component sets up. */
  follow(): void {
    $effect(() => {
      const { plan } = this;
      this.views = null;
      if (this.on && plan) void this.#fetch(plan);
    });
  }

  async #fetch(plan: AskPlan): Promise<void> {
    const shipped = await this.#file.load();
    this.problem = this.#file.problem;
    if (!shipped) return;
    const found = await toldInWords(shipped, plan.cues, plan.questions);
    // The run may be another by now.
    if (plan !== this.plan) return;
    this.model = shipped.header.model;
    this.views = this.#results.views.flatMap(({ question, figure }) => {
      const own = found.get(question.id);
      return own?.answers.some((answer) => answer) ? [{ question, figure, ...own }] : [];
    });
  }

  /** How far what it was told moved an answer; as `ResultsState.movementOf`. */
  movementOf(
    view: QuestionView,
    { mover, reference }: { mover: CueView; reference: Reference }
  ): AnswerMovement | null {
    const cues = this.cues.map(({ cue }) => cue);
    const at = this.cues.findIndex(({ key }) => key === mover.key);
    return movementFrom(view, cues, { mover: at, reference, metric: ANY_METRIC });
  }

  /** A question as a row draws it; null where its answer, or the zero, is not there. */
  row({ question }: QuestionView): RowInput | null {
    const view = this.views?.find((each) => each.question.id === question.id);
    if (!view) return null;
    const country = this.#results.countryName;
    const movers = picturesAmong(this.cues);
    const row = rowInputOf(view, { cues: this.cues, movers, reference: 'control', country });
    const moved = row.pictures.length > 0 || row.name !== null;
    return row.zero.answers.length > 0 && moved ? row : null;
  }
}

/** Size and direction are the same by every metric. */
const ANY_METRIC: Metric = 'jsd-bits';
