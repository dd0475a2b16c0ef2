import * as v from 'valibot';
import { AppError } from '../../../core/errors.ts';
import { fitted, hash } from '../../../core/schema.ts';
import type { CatalogueEntry } from '../../catalogue.ts';
import type { Manifest } from '../manifest.ts';
import { decoderVariants, neededFiles } from '../neededFiles.ts';
import { SUFFIXES } from '../variants.ts';
import { isSafePath, modelNameFrom, type ExpectedFile, type StoredRecord } from './record.ts';

/** What the hub tells of a model's files, at one revision. */
export interface HubListing {
  repo: string;
  /** Commit that the listing is of: a download takes every file from it. */
  revision: string;
  files: ExpectedFile[];
}

/** One precision of a model, ready to be downloaded. */
export interface HubChoice {
  /** Precision of the decoder, as file names spell it. */
  suffix: string;
  files: ExpectedFile[];
  bytes: number;
}

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, 'Git id'));

/** The hub's answer, as far as it is read; what is no file of a known size is passed over. */
const modelInfo = v.object({ sha: commit, siblings: v.array(v.unknown()) });
const sibling = v.object({
  rfilename: v.string(),
  size: v.number(),
  blobId: v.fallback(v.nullable(commit), null),
  lfs: v.fallback(v.object({ sha256: v.fallback(v.nullable(hash), null) }), { sha256: null })
});

/**
 * Asks the hub for a model's files with sizes and checksums (one small request).
 * @throws AppError `hub-unreachable` (origin), `hub-refused` (repo, status), `hub-answer` (repo)
 */
export async function listHub(
  origin: string,
  repo: string,
  signal: AbortSignal
): Promise<HubListing> {
  let response: Response;
  try {
    response = await fetch(`${origin}/api/models/${repo}/revision/main?blobs=true`, {
      credentials: 'omit',
      signal
    });
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new AppError('hub-unreachable', { origin });
  }
  if (!response.ok) throw new AppError('hub-refused', { repo, status: response.status });
  return parseListing(repo, await response.json().catch(() => null));
}

/** @throws AppError `hub-answer`, `model-path` */
export function parseListing(repo: string, answer: unknown): HubListing {
  const info = fitted(
    modelInfo,
    answer,
    (where, misfit) => new AppError('hub-answer', { repo, where, ...misfit })
  );
  const files = info.siblings.flatMap((one) => {
    const { success, output } = v.safeParse(sibling, one);
    if (!success) return [];
    const { rfilename: path, size: bytes, blobId, lfs } = output;
    if (!isSafePath(path)) throw new AppError('model-path', { file: path });
    return [{ path, bytes, sha256: lfs.sha256, gitBlob: lfs.sha256 ? null : blobId }];
  });
  return { repo, revision: info.sha, files };
}

/**
 * The variants that a listing offers, smallest first.
 * @throws AppError `model-incomplete` where there is none
 */
export function choicesOf({ repo, files }: HubListing): HubChoice[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const manifest: Manifest = {
    hash: '',
    files: new Map(files.map(({ path, bytes }) => [path, { bytes, sha256: '' }]))
  };
  const choices = decoderVariants([...byPath.keys()]).map((chosen): HubChoice => {
    const needed = neededFiles(manifest, repo, { chosen }).files;
    const own = needed.map((name) => byPath.get(name) as ExpectedFile);
    const bytes = own.reduce((sum, file) => sum + file.bytes, 0);
    return { suffix: SUFFIXES[chosen].slice(1), files: own, bytes };
  });
  if (choices.length === 0) throw new AppError('model-incomplete', { model: repo });
  return choices.sort((a, b) => a.bytes - b.bytes);
}

/** What a download of one precision is stored as. */
export function hubRecord(
  entry: CatalogueEntry,
  listing: HubListing,
  choice: HubChoice,
  origin: string,
  now: number
): StoredRecord {
  const precision = choice.suffix || 'fp32';
  const { repo, revision } = listing;
  return {
    version: 1,
    model: modelNameFrom(`${entry.id}-${precision}`),
    title: `${entry.name} (${precision})`,
    origin: { kind: 'hub', origin, repo, revision },
    files: choice.files,
    manifest: null,
    addedAt: now
  };
}

/** Address of a file at the pinned revision; null for what did not come from the hub. */
export function addressOf({ origin }: StoredRecord, path: string): string | null {
  if (origin.kind !== 'hub') return null;
  const file = path.split('/').map(encodeURIComponent).join('/');
  return `${origin.origin}/${origin.repo}/resolve/${origin.revision}/${file}`;
}
