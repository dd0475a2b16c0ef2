import type { Layout } from '../../core/answers/answerColumns.ts';
import type { Study, StudyModelRun } from '../../core/study/studyTypes.ts';
import type { FrozenPlan } from '../../core/study/plan/planTypes.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { StoredPicture } from '../storeApi.ts';

/** A study with what became of it. */
export interface StudyRecord {
  /** The study's own id. */
  id: string;
  study: Study;
  /** Milliseconds since 1970. */
  updatedAt: number;
  /** Set while a removal can still be undone. */
  removedAt: number | null;
  /** Where it came from: made here, or read from a zip. */
  origin: 'own' | 'imported';
  /** By model folder; missing before the first run. */
  runs: Readonly<Record<string, StudyModelRun>>;
  /** Frozen plans, earliest first: the last one counts, none is ever taken back. Absent: none. */
  plans?: readonly FrozenPlan[];
}

/**
 * One cue's answers under one condition, as columns. `id` names everything that decides them but
 * the questions, which are named by a hash of their words: an answer to other words is not found.
 */
export interface AnswerSegment {
  study: string;
  id: string;
  /**
   * Row by row, 32 characters each, as one text: a million small ones would take most of the time
   * that a study needs to open.
   */
  questions: string;
  layout: Uint16Array;
  layouts: readonly Layout[];
  /** The rows' numbers, one row after the other. */
  values: Float64Array;
}

/** Log-probabilities of the country names behind one picture; behind none for `picture: ''`. */
export interface GateScores {
  study: string;
  /** As `AnswerSegment.id`: model, prompt and list of names. */
  id: string;
  picture: PictureId | '';
  /** Per name of the list: sum over its tokens, and how many. */
  sums: readonly number[];
  tokens: readonly number[];
}

/** What a model answered by itself when asked for the country of a picture. */
export interface FreeGateRow {
  study: string;
  /** As `AnswerSegment.id`: model, prompt and list of names; never that of `GateScores`. */
  id: string;
  picture: PictureId;
  /** Word for word, and whether it had to be cut off. */
  text: string;
  cut: boolean;
}

export type GateRow = GateScores | FreeGateRow;

/** Every method may reject with an `AppError` (`quota-exceeded`, `store-...`). */
export interface StudyStore {
  get(id: string): Promise<StudyRecord | undefined>;
  /** All but the removed, last changed first. */
  list(): Promise<StudyRecord[]>;
  /** Stored when it resolves; the same id again replaces it whole. */
  put(record: StudyRecord): Promise<void>;
  /**
   * Changes a stored record in one transaction, so that an edit and a run never undo each other;
   * undefined where there is none.
   */
  update(
    id: string,
    change: (record: StudyRecord) => StudyRecord
  ): Promise<StudyRecord | undefined>;
  /** Hides a study; `restore` brings it back with all its answers until `purge`. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** Deletes for good what was removed before the given time, and pictures of no study. */
  purge(before: number): Promise<void>;

  segments(study: string): Promise<AnswerSegment[]>;
  putSegments(segments: readonly AnswerSegment[]): Promise<void>;
  gates(study: string): Promise<GateRow[]>;
  /** The same of whatever study: a picture is looked at once. */
  gateOf(id: string, picture: GateRow['picture']): Promise<GateRow | undefined>;
  putGates(rows: readonly GateRow[]): Promise<void>;

  /** Pictures of studies: apart from the Lab's, which shows and removes its own. */
  picture(id: PictureId): Promise<StoredPicture | undefined>;
  putPictures(pictures: readonly StoredPicture[]): Promise<void>;
}
