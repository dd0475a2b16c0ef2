/**
 * The page on the whole screen, where browser and host allow that; where not, nothing happens.
 * @param onLeft the reader left it by the browser's own key, which the page does not hear
 */
export class FullScreen {
  #left = false;
  readonly #changed: () => void;

  constructor(onLeft: () => void) {
    this.#changed = () => {
      if (document.fullscreenElement) this.#left = false;
      else if (!this.#left) onLeft();
    };
    document.addEventListener('fullscreenchange', this.#changed);
  }

  async enter(): Promise<void> {
    if (!document.fullscreenEnabled || document.fullscreenElement) return;
    await document.documentElement.requestFullscreen().catch(() => undefined);
  }

  async leave(): Promise<void> {
    this.#left = true;
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined);
  }

  toggle(): Promise<void> {
    return document.fullscreenElement ? this.leave() : this.enter();
  }

  end(): void {
    document.removeEventListener('fullscreenchange', this.#changed);
    void this.leave();
  }
}
