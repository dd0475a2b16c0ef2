import type { PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import { PICTURE_MARKER } from '../core/prompts/marker.ts';
import type { PromptJob } from '../core/prompts/types.ts';

const NO_PICTURE: readonly number[] = [];

type PromptText = Pick<PromptJob, 'prefix' | 'suffix' | 'picture'>;

/** A prompt in tokens: prefix + suffix; the suffix has at least one token. */
export interface TokenPrompt {
  prefix: readonly number[];
  suffix: readonly number[];
  picture: string | null;
}

/** A job in tokens. */
export interface TokenJob extends TokenPrompt {
  kind: 'letters' | 'continuations';
  /** Tokens of each target; one for a letter. */
  targets: readonly (readonly number[])[];
}

/** Text to token ids; special tokens written in the text count as such, none is added. */
export type Encode = (text: string) => number[];

/** How a model's tokenizer does it. */
export function encoderOf(tokenizer: PreTrainedTokenizer): Encode {
  return (text) =>
    tokenizer(text, { add_special_tokens: false, return_tensor: false })
      .input_ids as unknown as number[];
}

/** How much text around the seam of prefix and suffix decides whether they tokenise apart. */
const SEAM = 24;

/** Turns jobs into tokens, and makes sure that cutting a prompt in two changes nothing. */
export class PromptTokens {
  readonly #encode: Encode;
  /** By what stands for the picture. */
  #known = new WeakMap<readonly number[], Map<string, readonly number[]>>();
  #seams = new Map<string, boolean>();

  constructor(encode: Encode) {
    this.#encode = (text) => (text === '' ? [] : encode(text));
  }

  /**
   * @param picture the ids that take the place of `<image>`
   * @throws AppError `letter-tokens`, `picture-marker`, `prompt-empty`
   */
  tokensOf(job: PromptJob, picture = NO_PICTURE): TokenJob {
    const prompt = this.promptOf(job, picture);
    const kind = job.targets.kind;
    const targets =
      job.targets.kind === 'letters'
        ? job.targets.letters.map((letter) => this.#letter(letter))
        : job.targets.continuations.map((text) => this.#encode(text));
    if (targets.some((ids) => ids.length === 0)) throw new AppError('prompt-empty');
    return { ...prompt, kind, targets };
  }

  /**
   * @param picture the ids that take the place of `<image>`
   * @throws AppError `picture-marker`, `prompt-empty`
   */
  promptOf(prompt: PromptText, picture = NO_PICTURE): TokenPrompt {
    return { ...this.#cut(prompt, picture), picture: prompt.picture };
  }

  /**
   * Proves on a sample that letters after an open parenthesis are one token each, for this model.
   * @throws AppError `letter-tokens`
   */
  assertLetters(letters: readonly string[]): void {
    const open = this.#encode('My answer: (');
    for (const letter of letters) {
      const [id] = this.#letter(letter);
      const together = this.#encode(`My answer: (${letter}`);
      if (id === undefined || together.join() !== [...open, id].join()) {
        throw new AppError('letter-tokens', { letter });
      }
    }
  }

  #cut(
    job: PromptText,
    picture: readonly number[]
  ): { prefix: readonly number[]; suffix: readonly number[] } {
    const marks = countOf(job.prefix + job.suffix, PICTURE_MARKER);
    const expected = job.picture === null ? 0 : 1;
    if (marks !== expected) throw new AppError('picture-marker', { expected, found: marks });
    let prefix = this.#expanded(job.prefix, picture);
    let suffix = this.#expanded(job.suffix, picture);
    if (!this.#tokeniseApart(job.prefix, job.suffix)) {
      // Together they make other tokens than apart: share only what is the same either way.
      const whole = this.#expanded(job.prefix + job.suffix, picture);
      let shared = 0;
      while (shared < prefix.length && prefix[shared] === whole[shared]) shared += 1;
      prefix = whole.slice(0, shared);
      suffix = whole.slice(shared);
    }
    if (suffix.length > 0) return { prefix, suffix };
    if (prefix.length === 0) throw new AppError('prompt-empty');
    return { prefix: prefix.slice(0, -1), suffix: prefix.slice(-1) };
  }

  #tokeniseApart(prefix: string, suffix: string): boolean {
    const before = prefix.slice(-SEAM);
    const after = suffix.slice(0, SEAM);
    if (!before || !after) return true;
    const key = `${before}\u0000${after}`;
    let apart = this.#seams.get(key);
    if (apart === undefined) {
      const ids = (text: string) => this.#withPicture(text, [-1]);
      apart = ids(before + after).join() === [...ids(before), ...ids(after)].join();
      this.#seams.set(key, apart);
    }
    return apart;
  }

  #expanded(text: string, picture: readonly number[]): readonly number[] {
    const known = this.#known.get(picture) ?? new Map<string, readonly number[]>();
    this.#known.set(picture, known);
    let ids = known.get(text);
    if (!ids) {
      ids = this.#withPicture(text, picture);
      // Prefixes and suffixes come back for every cue and order; texts are short, but bounded.
      if (known.size > 4096) known.clear();
      known.set(text, ids);
    }
    return ids;
  }

  /** The marker is cut out first: not every tokenizer knows it. */
  #withPicture(text: string, picture: readonly number[]): number[] {
    return text
      .split(PICTURE_MARKER)
      .flatMap((part, index) => [...(index === 0 ? [] : picture), ...this.#encode(part)]);
  }

  #letter(letter: string): readonly number[] {
    const ids = this.#encode(letter);
    if (ids.length !== 1) throw new AppError('letter-tokens', { letter });
    return ids;
  }
}

const countOf = (text: string, part: string) => text.split(part).length - 1;
