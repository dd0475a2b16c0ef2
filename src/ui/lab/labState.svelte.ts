import { SvelteMap } from 'svelte/reactivity';
import type { AppError } from '../../core/errors.ts';
import type {
  AskPlan,
  CountryCode,
  DontKnow,
  Metric,
  OrderScheme,
  PictureId,
  RawAnswer,
  Readout,
  TextVariant
} from '../../core/types.ts';
import type { AskProgress, AskSummary } from '../../run/api.ts';
import type { StoredPicture } from '../../store/api.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { DEFAULT_CHOICES } from './choices.ts';

/**
 * `waiting`: the run was asked for and the model is still loading. `cancelled` and `failed` keep
 * every answer that had arrived.
 */
export type RunStatus = 'idle' | 'waiting' | 'running' | 'cancelled' | 'failed' | 'done';

/** All that the Lab page knows. Choices are the inputs; `plan` and `answers` are the last run. */
export class LabState {
  survey: SurveyDataset | null = $state.raw(null);
  pictures: readonly StoredPicture[] = $state.raw([]);

  /** Pictures to ask about, in the reader's order. */
  selected: readonly PictureId[] = $state.raw(DEFAULT_CHOICES.selected);
  country: CountryCode = $state(DEFAULT_CHOICES.country);
  questionSet: string = $state(DEFAULT_CHOICES.questionSet);
  readout: Readout | 'auto' = $state(DEFAULT_CHOICES.readout);
  variant: TextVariant = $state(DEFAULT_CHOICES.variant);
  templateId: string = $state(DEFAULT_CHOICES.templateId);
  orders: OrderScheme = $state(DEFAULT_CHOICES.orders);
  dontKnow: DontKnow = $state(DEFAULT_CHOICES.dontKnow);
  metric: Metric = $state(DEFAULT_CHOICES.metric);

  /** The run whose answers are shown; null before the first. Its cues: neutral, country, pictures. */
  plan: AskPlan | null = $state.raw(null);
  status: RunStatus = $state('idle');
  progress: AskProgress | null = $state.raw(null);
  summary: AskSummary | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** Answers of `plan`, keyed by `answerMapKey(question, cue)` (cues.ts); they arrive one by one. */
  readonly answers = new SvelteMap<string, RawAnswer>();
}
