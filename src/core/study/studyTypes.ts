import type { CountryCode, DataName, QuestionId } from '../survey/types.ts';
import type {
  CueKind,
  DontKnow,
  OrderScheme,
  PictureCategory,
  PictureId,
  PromptTemplate,
  Readout
} from '../prompts/types.ts';
import type { Metric } from '../measures/metrics.ts';
import type { TextVariant } from '../answers/types.ts';

/** A study as one plain document (JSON-like): everything that decides what is asked and shown. */
export interface Study {
  id: string;
  name: string;
  /** ISO 8601. */
  createdAt: string;
  /** The preset that it still follows; null once a choice was changed. */
  preset: PresetName | null;
  models: readonly StudyModel[];
  countries: readonly StudyCountry[];
  /**
   * Countries to ask about by name alone: whether a model follows the survey at all shows only over
   * many. The study's own may be among them. Absent: none.
   */
  alsoNamed?: readonly StudyCountry[];
  pictures: readonly StudyPicture[];
  cues: readonly CueKind[];
  templates: readonly PromptTemplate[];
  /** `reading-check` leaves the choice to each model's own reading check. */
  readouts: readonly Readout[] | 'reading-check';
  orders: OrderScheme;
  dontKnow: DontKnow;
  variant: TextVariant;
  questions: readonly QuestionId[];
  survey: DataName;
  wording: DataName;
  metric: Metric;
  gate: GateRule;
  /** Decides every resample and permutation. */
  seed: number;
}

export type PresetName = 'as-in-the-paper' | 'recommended';

export interface StudyModel {
  /** Folder under `models/`. */
  model: string;
  /** SHA-256 of the model's manifest; null until it was loaded once. */
  manifestHash: string | null;
}

export interface StudyCountry {
  code: CountryCode;
  /** As the prompt spells it. */
  name: string;
}

export interface StudyPicture {
  id: PictureId;
  name: string;
  country: CountryCode;
  category: PictureCategory | null;
  /** US dollars a month of the people shown; null where unknown or not about people. */
  incomeUsdPerMonth: number | null;
  licence: string | null;
  source: string | null;
  included: Inclusion;
}

/** Who decides whether a picture takes part: the country gate, or a person. */
export type Inclusion = 'gate' | 'yes' | 'no';

/** `off`: every picture that nobody took out by hand takes part. */
export interface GateRule {
  on: boolean;
  /** How the model is asked; absent, as in studies of earlier versions: `exact`. */
  method?: GateMethod;
  /** `exact`: how a country name is scored: alone, or against the same name without the picture. */
  variant: 'raw' | 'pmi';
  /** Ranks that pass, by kind of picture (the paper: the first, for people the first two). */
  passRank: { people: number; other: number };
}

/**
 * `exact`: every name of the list is scored by its log-probability, which any model can be asked for;
 * `free`: the model answers by itself, in JSON, and the answer is read.
 */
export type GateMethod = 'exact' | 'free';
export const GATE_METHODS: readonly GateMethod[] = ['exact', 'free'];

export function gateMethodOf({ method }: Pick<GateRule, 'method'>): GateMethod {
  return method ?? 'exact';
}

/** One way of asking: what a table compares. */
export interface Condition {
  model: string;
  /** `id@version` of the prompt template. */
  template: string;
  readout: Readout;
}

/** `id@version`, as conditions name templates. */
export function templateName({ id, version }: Pick<PromptTemplate, 'id' | 'version'>): string {
  return `${id}@${version}`;
}
