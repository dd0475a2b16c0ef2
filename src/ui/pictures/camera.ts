import { AppError } from '../../core/errors.ts';

/** Which camera: by the side that it looks to, or one of those that the browser named. */
export type CameraChoice = { facing: 'environment' | 'user' } | { device: string };

/** As many pixels as any model looks at, and some to spare. */
const SIZE = { width: { ideal: 1280 }, height: { ideal: 960 } };

/**
 * Asks for a camera: this is what makes the browser ask the person. Rejects with
 * `picture-camera-...`, whose sentence says what to do.
 * @param media what the browser has; undefined where it has none or the page is not secure
 */
export async function openCamera(
  media: MediaDevices | undefined,
  choice: CameraChoice
): Promise<MediaStream> {
  if (!media) throw new AppError('picture-camera-insecure');
  const which =
    'device' in choice
      ? { deviceId: { exact: choice.device } }
      : { facingMode: { ideal: choice.facing } };
  return media.getUserMedia({ audio: false, video: { ...SIZE, ...which } }).catch((fault) => {
    throw cameraFault(fault);
  });
}

/** What else could be looked through than this stream's camera; null where it is the only one. */
export async function otherCamera(
  media: MediaDevices,
  stream: MediaStream
): Promise<CameraChoice | null> {
  const devices = await media.enumerateDevices().catch(() => []);
  const cameras = devices.filter(({ kind }) => kind === 'videoinput');
  if (cameras.length < 2) return null;
  const { facingMode, deviceId } = stream.getVideoTracks()[0]?.getSettings() ?? {};
  // A phone has several to the back: its two sides are what one wants to change between.
  if (facingMode === 'environment') return { facing: 'user' };
  if (facingMode === 'user') return { facing: 'environment' };
  const now = cameras.findIndex((camera) => camera.deviceId === deviceId);
  return { device: cameras[(now + 1) % cameras.length]?.deviceId ?? '' };
}

/** The light goes out. */
export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** What the video shows now, as a file. Rejects with `picture-camera-busy` where it shows nothing. */
export async function takeStill(video: HTMLVideoElement, name: string): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', 0.92)
  );
  if (!blob) throw new AppError('picture-camera-busy');
  return new File([blob], name, { type: blob.type });
}

function cameraFault(fault: unknown): AppError {
  switch (fault instanceof Error || fault instanceof DOMException ? fault.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return new AppError('picture-camera-denied');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return new AppError('picture-camera-none');
    default:
      return new AppError('picture-camera-busy');
  }
}
