import { AppError } from '../../core/errors.ts';
import { readShipped, type ShippedAnswers } from '../../formats/shippedAnswers.ts';
import type { ScoreLookup } from './withBundledScores.ts';

/**
 * The answers that come with the app (`npm run answers:ship`), fetched at the first call. Without
 * them everything works as well, only slower: a fault gives null and stands in `problem`.
 */
export class Shipped {
  problem: AppError | null = null;
  #loading: Promise<ShippedAnswers | null> | undefined;
  readonly #fetch: () => Promise<Blob>;

  /** @param fetchFile as `fetchShipped` does */
  constructor(fetchFile: () => Promise<Blob>) {
    this.#fetch = fetchFile;
  }

  load(): Promise<ShippedAnswers | null> {
    return (this.#loading ??= this.#load());
  }

  /**
   * For `withBundledScores`: these answers, which hold the bundled example's; where they cannot be read,
   * the example's own.
   */
  async lookUp(example: () => Promise<ScoreLookup>): Promise<ScoreLookup> {
    return (await this.load()) ?? example();
  }

  async #load(): Promise<ShippedAnswers | null> {
    try {
      const file = await this.#fetch();
      return await readShipped(file);
    } catch (thrown) {
      this.problem = AppError.from(thrown);
      return null;
    }
  }
}

/**
 * Rejects with `shipped-unreadable`.
 * @param base address of the app's folder, ends in a slash
 * @param file the app's own model's answers, or a language model's that was told in words
 */
export async function fetchShipped(
  base: string,
  file: 'answers.bin' | 'words.bin' = 'answers.bin'
): Promise<Blob> {
  const missing = (reason: unknown) =>
    new AppError('shipped-unreadable', { reason: String(reason) });
  const url = new URL(`shipped/${file}`, base);
  const response = await fetch(url).catch((reason: unknown) => {
    throw missing(reason);
  });
  if (!response.ok) throw missing(response.status);
  return response.blob();
}
