import type { Condition } from '../../../core/study/studyTypes.ts';
import type { Cue } from '../../../core/prompts/types.ts';
import type { DataName, Question } from '../../../core/survey/types.ts';
import type { FileRecord } from '../../../engine/files/manifest.ts';
import type { StudyModelRun } from '../../../store/studies/studyStoreApi.ts';

/** `manifest.json` of a study's zip: what is in it, and everything that the answers rest on. */
export interface StudyManifest {
  format: 'valueshift-study';
  version: 1;
  /** The app's own version. */
  app: string;
  createdAt: string;
  /** Every other part, so that a changed byte is found. */
  files: Record<string, FileRecord>;
  models: (StudyModelRun & {
    /** Each file of the model; null where its folder could not be read at export. */
    files: Record<string, FileRecord> | null;
  })[];
  survey: DataName;
  wording: DataName;
  /** Whatever is drawn by chance is drawn from it. */
  seed: number;
  /** What the first two columns of the answers mean. */
  conditions: readonly Condition[];
  cues: readonly Cue[];
  questions: readonly Question[];
  /** The whole text of every prompt: prefix of the cue, then suffix of the question. */
  prompts: PromptTexts[];
  /** By model the name of what it made of pictures: it belongs to one prompt and list of names. */
  gates: Record<string, string>;
  /**
   * The gate's prompt, the names behind it; the same without `<image>` gives the baseline. A prompt
   * to be answered freely has no names behind it, and room for so many tokens.
   */
  gatePrompt: { prefix: string; suffix: string; names: readonly string[]; maxTokens?: number }[];
  covers: { answers: number; missing: number };
}

/** Of one condition. A picture's tokens go where `<image>` stands. */
export interface PromptTexts {
  condition: number;
  /** Parallel to the manifest's cues. */
  prefixes: string[];
  /** By question, one per order; for the `text` readout one, and the baseline behind it. */
  suffixes: Record<string, string[]>;
}
