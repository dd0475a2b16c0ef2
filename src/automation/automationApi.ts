import type { SystemChoice } from '../core/prompts/systemTurn.ts';
import type { RunExport } from '../formats/runExport.ts';
import type { PresetName, Study, StudyPicture } from '../core/study/studyTypes.ts';
import type { CountryCode, QuestionId } from '../core/survey/types.ts';
import type { DontKnow, OrderScheme, Readout, Targets } from '../core/prompts/types.ts';
import type { Control } from '../core/measures/controls.ts';
import type { TextVariant } from '../core/answers/types.ts';
import type {
  Concept,
  DeviceChoice,
  LoadedModel,
  LoadOptions,
  RunCounters
} from '../engine/engineApi.ts';
import type { BenchRequest, BenchResult } from '../run/bench/bench.ts';

/** What a script may ask of the page, as `window.valueshift`. Plain JSON in and out. */
export interface Automation {
  load(options: LoadOptions): Promise<Outcome<LoadedModel>>;
  /** Looks a request's names up without a model; counts what it asks. */
  check(request: AskRequest): Promise<Outcome<{ questions: number; cues: number }>>;
  /** Asks survey questions under the neutral cue, each country's name and each picture, and their controls. */
  ask(request: AskRequest): Promise<Outcome<ScriptedRun>>;
  /** Scores prompts exactly as they stand, results in the order given. */
  scorePrompts(prompts: RawPrompt[]): Promise<Outcome<RawPromptScore[]>>;
  /** What the model sees in each picture (indexes into the input), null where it names nothing. */
  look(pictures: number[]): Promise<Outcome<(Concept[] | null)[]>>;
  /** Runs questions in one mode, nothing stored, nothing warm. */
  bench(request: ScriptedBench): Promise<Outcome<BenchResult | null>>;
  /** Runs text-only questions by wllama and by the engine. */
  comparePeer(request: PeerRequest): Promise<Outcome<PeerResult>>;
  /** Makes a study, asks what it lacks, and exports it as the study page would. */
  exportStudy(request: StudyRequest): Promise<Outcome<ExportedStudy>>;
  /** Asks what is missing of the answers that come with the app, and packs them. After `load`. */
  shipAnswers(request: ShipRequest): Promise<Outcome<ShippedFile>>;
  /** Stores a study whose answers are made up, to measure what its size costs. */
  storeMadeStudy(request: MadeStudyRequest): Promise<Outcome<{ answers: number; cues: number }>>;
}

/**
 * `quick`: that set for all cues; `standard` and `topics`: for pictures, controls and the pictures' own
 * countries; `names`: the topics for all countries.
 */
export type ShippedPart = 'quick' | 'standard' | 'topics' | 'names';

export interface ShipRequest {
  /** In this order. */
  parts: ShippedPart[];
  /** Null: until all are known; 0: asks nothing. */
  minutes: number | null;
  /** The app's version. */
  app: string;
}

export interface ShippedFile {
  base64: string;
  /** Scores in it. */
  entries: number;
  /** Answers known of each part's. */
  coverage: readonly { part: string; known: number; of: number }[];
}

export interface MadeStudyRequest {
  id: string;
  name: string;
  seed: number;
  /** How many: of the paper's countries, of the survey's to be asked about by name alone. */
  countries: number;
  alsoNamed: number;
  /** Kinds of pictures, people among them, and how many of each kind a country has. */
  categories: number;
  picturesPerCategory: number;
  /** The survey's first. */
  questions: number;
  readouts: Readout[];
  orders: OrderScheme;
}

export interface StudyRequest {
  /** The same id again goes on with the same study. */
  id: string;
  name: string;
  preset: PresetName;
  /** Instead of the preset's. */
  choices: Partial<Pick<Study, 'readouts' | 'orders' | 'cues' | 'controls' | 'gate'>>;
  templates: string[];
  countries: CountryCode[];
  /** To be asked about by name alone. */
  alsoNamed: CountryCode[];
  /** As in `AskRequest`. */
  questions: (QuestionId | string)[];
  /** `input`: index into the files of the page's `#pictures` input. */
  pictures: (Omit<StudyPicture, 'id'> & { input: number })[];
  model: string;
  device: DeviceChoice;
  seed: number;
  /** The app's version, for the manifest. */
  app: string;
  /** Exports what there is after so long; null: asks all of it first. */
  minutes: number | null;
}

export interface ExportedStudy {
  base64: string;
  questions: number;
  /** Whether all of it was asked. */
  complete: boolean;
}

/** A fault comes back as its sentence, so that a script prints what the page would show. */
export type Outcome<T> = { value: T } | { error: { code: string; sentence: string } };

export interface AskRequest {
  /** Indexes into the files of the page's `#pictures` input. */
  pictures: number[];
  countries: CountryCode[];
  /** Question ids; `quick`, `standard` and the other sets' names stand for their questions. */
  questions: (QuestionId | string)[];
  template: string;
  /** Absent: none. */
  system?: SystemChoice;
  readout: Readout;
  variant: TextVariant;
  orders: OrderScheme;
  dontKnow: DontKnow;
  /** Asked beside the cues; the export tells net movement against each. Absent: none. */
  controls?: Control[];
  /** Parallel to `pictures`: what each shows, for its `caption` control. */
  captions?: string[];
  /** Of the tiles of `shuffled`; absent: 1. */
  seed?: number;
}

/** The app's own export, and how it came about this time. */
export type ScriptedRun = RunExport & {
  /** Answers that an earlier run had computed, and what this one computed. */
  run: { cached: number; counters: RunCounters };
};

export interface RawPrompt {
  prompt: string;
  /** Index into the files of the page's `#pictures` input. */
  picture: number | null;
  targets: Targets;
}

export interface RawPromptScore {
  /** By letter, or in the order of the continuations. */
  logprobs: Record<string, number> | number[];
  letterMass?: number;
  tokens: number[];
  prefillTokens: number;
  ms: number;
  device: string;
  cached: boolean;
}

/** The benchmark over the survey's first questions. */
export interface ScriptedBench extends Omit<BenchRequest, 'plan' | 'picture'> {
  /** Index into the files of the page's `#pictures` input; null: no cue. */
  picture: number | null;
  questions: number;
  template: string;
  orders: OrderScheme;
}

export interface PeerRequest {
  /** Addresses of wllama's package (ends in a slash) and of the model file. */
  wllama: string;
  gguf: string;
  questions: number;
  template: string;
  orders: OrderScheme;
}

interface PeerSide {
  msPerQuestion: number;
  /** Computed by the decoder, those found in a cache not counted. */
  tokensPerQuestion: number;
}

export interface PeerResult {
  questions: number;
  prompts: number;
  threads: number;
  peer: PeerSide;
  own: PeerSide;
  timesFaster: number;
  /** Of a letter's probability, over the first `compared` prompts. */
  largestDifference: number;
  compared: number;
  decisions: PeerDecisions;
}

/**
 * By wllama's one-pass decision reading, `largestDifference` of a letter's share of the letters'; or
 * why it does not read so.
 */
export type PeerDecisions =
  (PeerSide & { timesFaster: number; largestDifference: number }) | { refused: string };

declare global {
  interface Window {
    valueshift: Automation;
    /** Set by the script that drives the page: one line on what is going on. */
    reportProgress?: (line: string) => void;
  }
}
