import { describe, expect, it } from 'vitest';
import { CameraState } from './cameraState.svelte.ts';

/** A camera's stream, as far as it matters here: does its light shine? */
class FakeStream {
  on = true;
  readonly facingMode: string | undefined;

  constructor(facingMode?: string) {
    this.facingMode = facingMode;
  }
  getTracks() {
    return [{ stop: () => (this.on = false) }];
  }
  getVideoTracks() {
    return [{ getSettings: () => ({ facingMode: this.facingMode, deviceId: 'first' }) }];
  }
}

interface Fake {
  lent: FakeStream[];
  asked: MediaTrackConstraints[];
  media: MediaDevices;
}

/** A device with some cameras; it says no with the error of that name. */
function device({ cameras = 1, fault = '', facing = true } = {}): Fake {
  const lent: FakeStream[] = [];
  const asked: MediaTrackConstraints[] = [];
  const media = {
    async getUserMedia({ video }: { video: MediaTrackConstraints }) {
      asked.push(video);
      if (fault) throw new DOMException('no', fault);
      const wanted = (video.facingMode as { ideal?: string } | undefined)?.ideal;
      const stream = new FakeStream(facing ? wanted : undefined);
      lent.push(stream);
      return stream;
    },
    enumerateDevices: async () =>
      ['first', 'second', 'third']
        .slice(0, cameras)
        .map((deviceId) => ({ kind: 'videoinput', deviceId }))
  };
  return { lent, asked, media: media as unknown as MediaDevices };
}

describe('a camera in use', () => {
  it('looks away from the person first, and goes out when closed', async () => {
    const { lent, asked, media } = device();
    const camera = new CameraState(media);
    await camera.open();
    expect(asked[0]?.facingMode).toEqual({ ideal: 'environment' });
    expect([camera.stream !== null, camera.other]).toEqual([true, null]);
    camera.close();
    expect([camera.stream, lent[0]?.on]).toEqual([null, false]);
  });

  it('closed while the browser still asks never comes on', async () => {
    const { lent, media } = device();
    const camera = new CameraState(media);
    const opening = camera.open();
    camera.close();
    await opening;
    expect([camera.stream, lent[0]?.on]).toEqual([null, false]);
  });

  it('is turned to the other side, one on at a time', async () => {
    const { lent, media } = device({ cameras: 3 });
    const camera = new CameraState(media);
    await camera.open();
    expect(camera.other).toEqual({ facing: 'user' });
    await camera.open(camera.other ?? undefined);
    expect(camera.other).toEqual({ facing: 'environment' });
    expect(lent.map(({ on }) => on)).toEqual([false, true]);
  });

  it('gives way to the next one where the browser names no sides', async () => {
    const { asked, media } = device({ cameras: 2, facing: false });
    const camera = new CameraState(media);
    await camera.open();
    expect(camera.other).toEqual({ device: 'second' });
    await camera.open(camera.other ?? undefined);
    expect(asked[1]?.deviceId).toEqual({ exact: 'second' });
  });

  it.each([
    ['NotAllowedError', 'picture-camera-denied'],
    ['NotFoundError', 'picture-camera-none'],
    ['OverconstrainedError', 'picture-camera-none'],
    ['NotReadableError', 'picture-camera-busy']
  ])('%s has its own sentence', async (fault, code) => {
    const camera = new CameraState(device({ fault }).media);
    await camera.open();
    expect(camera.error?.code).toBe(code);
  });

  it('is not to be had on an insecure page', async () => {
    const camera = new CameraState(undefined);
    await camera.open();
    expect(camera.error?.code).toBe('picture-camera-insecure');
  });
});
