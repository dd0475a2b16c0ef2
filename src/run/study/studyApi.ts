/**
 * What the study pages use. Functions, each in a file of its own:
 * - studies.ts: `newStudy`, `saveStudy`, `duplicateStudy`, `renameStudy`, `removeStudy`
 * - folder/files.ts: `filesOfDrop`, `filesOfInput`; fromFolder.ts: `readFolder`
 * - openStudy.ts: `openStudy` -> `OpenStudy`
 * - queue.ts: `StudyQueue`, `QueueState`
 * - exportZip.ts: `exportStudyZip`; importZip.ts: `readStudyZip`, `storeImported`
 * - example.ts: `openExample`
 */
import type { AppError } from '../../core/errors.ts';
import type { AnswerColumns } from '../../core/answers/answerColumns.ts';
import type { StudyFrame } from '../../core/study/studyFrame.ts';
import type { PictureGate } from '../../core/study/pictureGate.ts';
import type { Condition, Study, StudyPicture } from '../../core/study/studyTypes.ts';
import type { Cue } from '../../core/prompts/types.ts';
import type { QuestionId } from '../../core/survey/types.ts';
import type { Reason } from '../../engine/engineApi.ts';
import type { StoredPicture } from '../../store/storeApi.ts';
import type { StudyRecord } from '../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import type { PlannedCue } from './open/waiting.ts';

/** Everything that the study's tables are computed from: hand `frame`, `columns` to the statistics. */
export interface OpenStudy {
  record: StudyRecord;
  survey: SurveyDataset;
  /** Pictures in it are those that take part. */
  frame: StudyFrame;
  columns: AnswerColumns;
  /** Answers that the study asks for and does not have yet. */
  missing: number;
  /** Cues that lack some of their planned answers, of models that ran. */
  waiting: readonly PlannedCue[];
  /** Pictures that the gate has not decided about yet. */
  undecided: number;
  gates: readonly PictureGate[];
  /** A hash of each question's words. */
  words: ReadonlyMap<QuestionId, string>;
}

/** Why a line or a file was not taken: a sentence of the catalogue (`errors.<code>`). */
export interface FolderProblem {
  /** Line of `pictures.csv`, counted from 1; null where a file is meant. */
  line: number | null;
  error: AppError;
}

/** All pictures of a folder, or none: `pictures` is empty where there is any problem. */
export interface FolderResult {
  pictures: readonly { meta: StudyPicture; stored: StoredPicture }[];
  problems: readonly FolderProblem[];
  /** Not needed and left alone: other files of the folder. */
  ignored: readonly string[];
}

export type QueueItemStatus = 'waiting' | 'running' | 'done' | 'failed';

export interface QueueItem {
  study: string;
  status: QueueItemStatus;
  /** Null until it was this study's turn on this page. */
  progress: StudyProgress | null;
  /** Why it failed. */
  error: AppError | null;
  /** What a server would not answer when it was done. */
  holes?: StudyHoles;
}

export interface StudyProgress {
  phase: 'loading' | 'reading-check' | 'asking';
  /** Model in work. */
  model: string;
  /** Answers, over all models; `cached` came from earlier runs. */
  done: number;
  total: number;
  cached: number;
  /** Computed answers a minute and seconds left; null until there is something to measure. */
  ratePerMinute: number | null;
  secondsLeft: number | null;
  /** Per condition and cue, in the order of work. */
  parts: readonly PartProgress[];
  /** What a server will never answer; absent: nothing so far. */
  holes?: StudyHoles;
}

/** Answers of a study that are missing for good, and the different reasons why. */
export interface StudyHoles {
  answers: number;
  reasons: readonly Reason[];
}

export interface PartProgress {
  condition: Condition;
  cue: Cue;
  done: number;
  total: number;
  /** The picture did not pass the gate, so nothing is asked about it. */
  shut: boolean;
}

export interface QueueState {
  /** `elsewhere`: another tab of this browser works the queue; this one takes over when it closes. */
  status: 'idle' | 'running' | 'paused' | 'elsewhere';
  items: readonly QueueItem[];
}

/** The work list of all studies, shared by all tabs and kept between visits. */
export interface StudyQueueApi {
  readonly state: QueueState;
  /** Called with every change; returns the way to stop it. */
  subscribe(listener: (state: QueueState) => void): () => void;
  /** Reads the kept list and goes on with it; call once when a study page opens. */
  start(): Promise<void>;
  /** At the end of the list; a study that failed or is done is asked again. */
  add(study: string): Promise<void>;
  /** Takes effect within one question; nothing computed is lost. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Takes a study off the list; its answers so far stay. */
  cancel(study: string): Promise<void>;
}

/** Finds the survey in the wording that a study names; rejects with `study-survey-missing`. */
export type SurveyFor = (study: Pick<Study, 'survey' | 'wording'>) => Promise<SurveyDataset>;
