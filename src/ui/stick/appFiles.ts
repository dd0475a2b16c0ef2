import { AppError } from '../../core/errors.ts';
import { verifyFile } from '../../engine/files/verify.ts';
import type { BuildList } from '../../sw/list.ts';
import { STICK_LIST, stickPlan, type StickFile } from '../../sw/stick/stickPlan.ts';

const addressOf = (path: string) =>
  new URL(
    path.split('/').map(encodeURIComponent).join('/'),
    new URL(import.meta.env.BASE_URL, document.baseURI)
  ).href;

/** What this copy of the app says belongs to it; null where it was not built, and says nothing. */
export async function appFileList(): Promise<BuildList | null> {
  try {
    const response = await fetch(addressOf(STICK_LIST));
    return response.ok ? ((await response.json()) as BuildList) : null;
  } catch {
    return null;
  }
}

/** All files of a stick made from this copy of the app. @throws AppError `stick-file` */
export function stickFromHere(list: BuildList, withModel: boolean): Promise<StickFile[]> {
  const readText = async (path: string) => (await fetched(path)).text();
  return stickPlan(list, readText, { withModel });
}

/**
 * The bytes of one file of a stick, from what the service worker keeps or the network, checked.
 * @throws AppError `stick-file`; an `AbortError`
 */
export async function bytesFor(
  file: StickFile,
  signal: AbortSignal
): Promise<Uint8Array<ArrayBuffer>> {
  if (file.from === null) return new TextEncoder().encode(file.text ?? '');
  const response = await fetched(file.from, signal);
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    await verifyFile(file.from, bytes, file);
    return bytes;
  } catch {
    signal.throwIfAborted();
    throw new AppError('stick-file', { file: file.from });
  }
}

async function fetched(path: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(addressOf(path), signal ? { signal } : {}).catch(() => null);
  if (response?.ok) return response;
  signal?.throwIfAborted();
  throw new AppError('stick-file', { file: path });
}
