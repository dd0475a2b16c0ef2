import { AppError } from '../../core/errors.ts';
import type { Targets } from '../../core/prompts/types.ts';

/** A text's tokens, without any that open or close a text. */
export type Tokenize = (text: string) => Promise<readonly number[]>;

/**
 * The tokens of each target behind an opened answer: read together with it, as they would be in
 * the whole prompt.
 * @throws AppError `server-letters` where a letter is not one token of its own there,
 *   `server-boundary` where an option's words change how the opened answer is read, `prompt-empty`
 */
export async function targetIds(
  server: string,
  tokenize: Tokenize,
  opened: string,
  targets: Targets
): Promise<{ opened: readonly number[]; targets: readonly (readonly number[])[] }> {
  const before = await tokenize(opened);
  const letters = targets.kind === 'letters';
  const found: (readonly number[])[] = [];
  for (const text of letters ? targets.letters : targets.continuations) {
    if (text === '') throw new AppError('prompt-empty');
    const whole = await tokenize(opened + text);
    const own = whole.slice(before.length);
    const apart = before.every((id, k) => whole[k] === id);
    if (letters && !(apart && own.length === 1)) {
      throw new AppError('server-letters', { server, letter: text, opened: opened.slice(-20) });
    }
    if (!apart || own.length === 0) throw new AppError('server-boundary', { server, text });
    found.push(own);
  }
  return { opened: before, targets: found };
}

const MOST_KEPT = 5000;

/** A tokenizer that remembers: the same lead-ins and options come again under every cue. */
export function remembering(
  tokenize: (text: string, signal: AbortSignal) => Promise<readonly number[]>
): (signal: AbortSignal) => Tokenize {
  const known = new Map<string, readonly number[]>();
  return (signal) => async (text) => {
    const kept = known.get(text);
    if (kept) return kept;
    const ids = await tokenize(text, signal);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(text, ids);
    return ids;
  };
}
