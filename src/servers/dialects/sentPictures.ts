import { AppError } from '../../core/errors.ts';
import { sha256 } from '../../core/digest.ts';

/** A picture in a message; vLLM takes its name alone where it has it still. */
export type ShownPicture = { image_url: { url: string } | null; uuid?: string };

/** Where names are forgotten more often than this beyond one in ten, pictures are sent every time. */
const MOST_MISSES = 3;
const REFUSED: readonly string[] = ['server-refused', 'server-failed'];

/**
 * Sends each picture once and then by name, as long as the server knows it by that. The name is the
 * hash of what is sent, so that nothing else can ever stand for it.
 */
export class SentPictures {
  readonly #known = new Set<string>();
  #named = 0;
  #missed = 0;
  #off = false;

  /**
   * @param url of the picture, null where there is none
   * @param ask is called again with the picture itself where its name was not known
   */
  async show<Reply>(
    url: string | null,
    ask: (shown: ShownPicture | null) => Promise<Reply>
  ): Promise<Reply> {
    if (url === null) return ask(null);
    const whole = { image_url: { url } };
    if (this.#off) return ask(whole);
    const uuid = await sha256(url);
    if (this.#known.has(uuid)) {
      try {
        this.#named++;
        return await ask({ image_url: null, uuid });
      } catch (thrown) {
        if (!REFUSED.includes(AppError.from(thrown).code)) throw thrown;
        // Whatever was wrong: if it was not the name, the picture itself is refused as well.
        this.#known.delete(uuid);
        this.#off = ++this.#missed > MOST_MISSES + this.#named / 10;
      }
    }
    const reply = await ask({ ...whole, uuid });
    this.#known.add(uuid);
    return reply;
  }
}
