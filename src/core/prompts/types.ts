/** What a model is asked: cues, templates, prompts and the plan of a run. */
import * as v from 'valibot';
import { hash, list, number, text } from '../schema.ts';
import type { Question } from '../survey/types.ts';
import { PICTURE_CATEGORIES } from './categories.ts';
import { BLANKS } from './cueKinds.ts';
import type { SystemTurn } from './systemTurn.ts';

/** SHA-256 (hex) of the picture file's bytes; controls that the engine draws have a name (`pictureOf`). */
export type PictureId = string;

export type PictureCategory = (typeof PICTURE_CATEGORIES)[number];
export const categorySchema = v.nullable(v.picklist(PICTURE_CATEGORIES));

/**
 * What the model is told about culture before the question, and the controls that this is measured
 * against: the country's sentence without a name (`frame`), a picture that shows nothing (`blank`), a
 * picture's tiles in another order (`shuffled`), its words in place of it (`caption`).
 */
export const cueSchema = v.variant('kind', [
  v.object({ kind: v.literal('neutral') }),
  v.object({ kind: v.literal('country'), country: text, name: text }),
  v.object({ kind: v.literal('picture'), picture: hash, category: categorySchema }),
  v.object({ kind: v.literal('frame') }),
  v.object({ kind: v.literal('blank'), blank: v.picklist(BLANKS), category: categorySchema }),
  v.object({
    kind: v.literal('shuffled'),
    picture: hash,
    seed: number,
    category: categorySchema
  }),
  v.object({ kind: v.literal('caption'), picture: hash, caption: text, category: categorySchema })
]);
export type Cue = v.InferOutput<typeof cueSchema>;
export type CueKind = Cue['kind'];

/** How an answer is read: probability of option letters, or of the options' own words. */
export const readoutSchema = v.picklist(['letter', 'text']);
export type Readout = v.InferOutput<typeof readoutSchema>;

export type OrderScheme = 'single' | 'forward+reverse' | 'cyclic';

/** `order[k]` is the index of the option shown behind the k-th letter. */
export type Order = readonly number[];

/** Are "don't know" and "no answer" listed among the options (as in the paper) or left out? */
export type DontKnow = 'omit' | 'list';

/**
 * A prompt template: versioned and editable. Its rendered text, not its name, decides an answer's key.
 * Placeholders: `{country}`, `{category}` (in `cue`), `{question}`, `{options}` (in `ask`),
 * `<image>` marks the picture and stands exactly once in `cue.picture` and `cue.people`.
 */
export const templateSchema = v.object({
  id: text,
  version: number,
  /** System turn, or null for none. */
  system: v.nullable(text),
  /** Opening of the user turn per cue, ends in a newline; rules included. */
  cue: v.object({
    neutral: text,
    country: text,
    picture: text,
    /** Of pictures of people; absent: as of all others. */
    people: v.optional(text)
  }),
  /** User turn after the cue, `letter` readout: holds `{question}` and `{options}`. */
  askLetter: text,
  /** User turn after the cue, `text` readout: holds `{question}`. */
  askText: text,
  /** One option line; holds `{letter}` and `{option}`. */
  optionLine: text,
  /** The extra options of `DontKnow: 'list'`, shown last. */
  dontKnowOptions: list(text),
  /** Start of the answer for the `letter` readout; ends in "(". */
  letterLeadIn: text
});
export type PromptTemplate = v.InferOutput<typeof templateSchema>;

const turn = v.object({ open: text, close: text });

/** How a model's chat template opens and closes turns; taken from its tokenizer configuration. */
export const chatSchema = v.object({
  /** What stands before the first turn where that is not a system turn; missing: nothing. */
  begin: v.optional(text),
  /**
   * What the template itself puts before a user's turn that comes first: `begin`, or the system turn
   * that it makes up. Missing: read by an earlier version, which did not look.
   */
  standard: v.optional(text),
  system: turn,
  user: v.object({
    ...turn.entries,
    /**
     * Opens the turn in place of `open` where the turn begins with a picture: all that stands before
     * its text, `<image>` included. Missing: `open` and then `<image>` in a line of its own, as
     * earlier versions asked.
     */
    picture: v.optional(text)
  }),
  assistant: v.object({ open: text })
});
export type ChatFormat = v.InferOutput<typeof chatSchema>;

/** What to read behind a prompt: the letters' next-token probabilities, or whole continuations. */
export const targetsSchema = v.variant('kind', [
  v.object({ kind: v.literal('letters'), letters: list(text) }),
  v.object({ kind: v.literal('continuations'), continuations: list(text) })
]);
export type Targets = v.InferOutput<typeof targetsSchema>;

/**
 * The engine's unit of work. The whole prompt is `prefix + suffix`; jobs that share `prefix` and
 * `picture` share one computed prefix. `<image>` in the prefix marks where the picture's tokens go.
 */
export interface PromptJob {
  prefix: string;
  suffix: string;
  picture: PictureId | null;
  targets: Targets;
}

/** A prompt that the model is to go on with by itself; prefix and picture as in `PromptJob`. */
export interface GenerateJob {
  prefix: string;
  suffix: string;
  picture: PictureId | null;
  /** Most tokens of the answer; at least 1. */
  maxTokens: number;
}

/** Which questions are asked under which cues, and how. Decides every prompt, byte by byte. */
export interface AskPlan {
  cues: readonly Cue[];
  questions: readonly Question[];
  template: PromptTemplate;
  readout: Readout;
  orders: OrderScheme;
  dontKnow: DontKnow;
  /** Where the template has no system turn of its own; missing: `none`. */
  system?: SystemTurn;
}
