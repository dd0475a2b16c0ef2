import * as v from 'valibot';
import { canonicalText } from '../../core/canonicalText.ts';
import { cueSchema, type PictureCategory } from '../../core/prompts/types.ts';
import { date, hash, label, list, listOnce, number, recordOf } from '../../core/schema.ts';
import { frozenPlanSchema, type FrozenPlan } from '../../core/study/plan/planTypes.ts';
import { conditionSchema, modelRunSchema, studySchema } from '../../core/study/studyTypes.ts';
import { dataNameSchema, questionSchema } from '../../core/survey/types.ts';
import { filesSchema } from '../fileRecord.ts';

/** `manifest.json` of a study's zip: what is in it, and everything that the answers rest on. */
export const manifestSchema = v.object({
  format: v.literal('valueshift-study'),
  /** A newer app has another. */
  version: v.literal(1),
  /** The app's own version. */
  app: label,
  createdAt: date,
  /** Every other part, so that a changed byte is found. */
  files: filesSchema,
  models: listOnce(
    v.object({
      ...modelRunSchema.entries,
      /** Each file of the model; null where its folder could not be read at export. */
      files: v.nullable(filesSchema)
    }),
    ({ model }) => model,
    100
  ),
  survey: dataNameSchema,
  wording: dataNameSchema,
  /** Whatever is drawn by chance is drawn from it. */
  seed: number,
  /** What the first two columns of the answers mean. */
  conditions: listOnce(conditionSchema, canonicalText, 1000),
  cues: listOnce(cueSchema, canonicalText),
  questions: listOnce(questionSchema, ({ id }) => id, 10_000),
  /**
   * By model the name of what it made of pictures: it belongs to one prompt and list of names. Where
   * each kind of picture has a prompt of its own, by `gateName`.
   */
  gates: recordOf(hash)
});
export type StudyManifest = v.InferOutput<typeof manifestSchema>;

/** `study.json`: the document, and behind it the plans that were frozen of it. */
export const zipStudySchema = v.object({
  ...studySchema.entries,
  plans: v.optional(list(frozenPlanSchema, 1000))
});

/** With what people and their programs want to know, which is never read back. */
export interface WrittenManifest extends StudyManifest {
  /** The whole text of every prompt: prefix of the cue, then suffix of the question. */
  prompts: PromptTexts[];
  /**
   * The gate's prompt, the names behind it; the same with the turn opened as one of text, without
   * `<image>`, gives the baseline. A prompt
   * to be answered freely has no names behind it, and room for so many tokens.
   */
  gatePrompt: {
    prefix: string;
    suffix: string;
    names: readonly string[];
    maxTokens?: number;
    /** The kind of picture that it is asked about; missing: all. */
    category?: PictureCategory | null;
  }[];
  covers: { answers: number; missing: number };
  /** The plan that counts, by its hash; `study.json` has it whole. */
  plan?: Pick<FrozenPlan, 'sha256' | 'frozenAt' | 'answers'>;
}

/** Names a kind of picture's gate of a model in `gates`; a model's folder has no stroke in its name. */
export function gateName(model: string, category: PictureCategory | null): string {
  return category === null ? model : `${model}/${category}`;
}

/** Of one condition. A picture's tokens go where `<image>` stands. */
export interface PromptTexts {
  condition: number;
  /** Parallel to the manifest's cues. */
  prefixes: string[];
  /** By question, one per order; for the `text` readout one, and the baseline behind it. */
  suffixes: Record<string, string[]>;
}
