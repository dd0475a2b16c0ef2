import { AppError } from '../../../core/errors.ts';
import { openCamera, otherCamera, stopCamera, type CameraChoice } from '../../pictures/camera.ts';

/** A camera in use: on from `open` to `close`, and never longer. */
export class CameraState {
  stream: MediaStream | null = $state.raw(null);
  error: AppError | null = $state.raw(null);
  /** The other side, or the next camera; null where there is no other. */
  other: CameraChoice | null = $state.raw(null);

  /** Whoever closes while the browser still asks gets a stream that nobody wants any more. */
  #turn = 0;
  readonly #media: MediaDevices | undefined;

  constructor(media: MediaDevices | undefined) {
    this.#media = media;
  }

  async open(choice: CameraChoice = { facing: 'environment' }): Promise<void> {
    // Many phones lend one camera at a time.
    this.close();
    const turn = this.#turn;
    this.error = null;
    try {
      const stream = await openCamera(this.#media, choice);
      if (turn !== this.#turn) return stopCamera(stream);
      this.stream = stream;
      const other = this.#media ? await otherCamera(this.#media, stream) : null;
      if (turn === this.#turn) this.other = other;
    } catch (thrown) {
      if (turn === this.#turn) this.error = AppError.from(thrown);
    }
  }

  close(): void {
    this.#turn += 1;
    if (this.stream) stopCamera(this.stream);
    this.stream = null;
  }
}
