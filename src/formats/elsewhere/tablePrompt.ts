/**
 * A prompt of a study as a table names it. Equal prompts have one id, whatever they are asked for.
 */
export interface TablePrompt {
  /** SHA-256 of all that the model is to read, and of what is read behind it (`promptId`). */
  id: string;
  /** As conditions name templates; null for what follows none: baselines, and the gate. */
  template: string | null;
  cue: string;
  question: string;
  /** Of the options behind the letters, counted from 0; null where there are no letters. */
  order: number | null;
  reads: Reads;
}

/** What is read behind a prompt; `names`: how rows name the options, in the order of the numbers. */
export type Reads =
  { kind: 'letters' | 'continuations'; names: readonly string[] } | { kind: 'written' };

/** What a table says of one prompt. */
export type Said =
  | { kind: 'scored'; logprobs: number[]; tokens: number[] }
  | { kind: 'written'; text: string; cut: boolean };

/** A prompt's place in its study as one text. */
export function placeName(
  of: Pick<TablePrompt, 'template' | 'cue' | 'question' | 'order'>
): string {
  return JSON.stringify([of.template, of.cue, of.question, of.order]);
}
