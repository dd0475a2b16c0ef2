import * as v from 'valibot';
import { AppError } from '../../../core/errors.ts';
import { fitted, hash } from '../../../core/schema.ts';
import type { CatalogueEntry } from '../../catalogueEntry.ts';
import { KNOWN_TYPES } from '../../adapters/index.ts';
import type { Manifest } from '../manifest.ts';
import { decoderVariants, neededFiles, type NeededFiles } from '../neededFiles.ts';
import { variantName, type Dtype } from '../variants.ts';
import { isSafePath, modelNameFrom, type ExpectedFile, type StoredRecord } from './record.ts';

/** What the hub tells of a model's files, at one revision. */
export interface HubListing {
  repo: string;
  /** Commit that the listing is of: a download takes every file from it. */
  revision: string;
  files: ExpectedFile[];
}

/** One variant of a model, ready to be downloaded. */
export interface HubChoice {
  /** The decoder's. */
  variant: Dtype;
  needed: NeededFiles;
  files: ExpectedFile[];
  bytes: number;
}

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/, 'Git id'));

/** The hub's answer, as far as it is read; what is no file of a known size is passed over. */
const modelInfo = v.object({
  sha: commit,
  siblings: v.array(v.unknown()),
  config: v.nullish(v.object({ model_type: v.nullish(v.string()) }))
});
const sibling = v.object({
  rfilename: v.string(),
  size: v.number(),
  blobId: v.fallback(v.nullable(commit), null),
  lfs: v.fallback(v.object({ sha256: v.fallback(v.nullable(hash), null) }), { sha256: null })
});

/**
 * Asks the hub for a model's files with sizes and checksums (one small request).
 * @param revision a commit, or null for the newest
 * @throws AppError `hub-unreachable` (origin), `hub-licence` (repo), `hub-revision` (repo, revision),
 *   `hub-refused` (repo, status), as `parseListing`
 */
export async function listHub(
  origin: string,
  repo: string,
  revision: string | null,
  signal: AbortSignal
): Promise<HubListing> {
  let response: Response;
  try {
    response = await fetch(
      `${origin}/api/models/${repo}/revision/${revision ?? 'main'}?blobs=true`,
      {
        credentials: 'omit',
        signal
      }
    );
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    throw new AppError('hub-unreachable', { origin });
  }
  if (!response.ok) throw refusal(response.status, repo, revision);
  return parseListing(repo, await response.json().catch(() => null), revision);
}

/** The hub asks people to sign in for what they have to agree to first, and for what it hides. */
const SIGN_IN = [401, 403];

function refusal(status: number, repo: string, revision: string | null): AppError {
  if (SIGN_IN.includes(status)) return new AppError('hub-licence', { repo });
  if (status === 404 && revision !== null) return new AppError('hub-revision', { repo, revision });
  return new AppError('hub-refused', { repo, status });
}

/**
 * @param revision the commit that was asked for; null: any
 * @throws AppError `hub-answer`, `model-path`, `model-type-unknown` (type, known)
 */
export function parseListing(
  repo: string,
  answer: unknown,
  revision: string | null = null
): HubListing {
  const info = fitted(
    modelInfo,
    answer,
    (where, misfit) => new AppError('hub-answer', { repo, where, ...misfit })
  );
  if (revision !== null && info.sha !== revision) {
    throw new AppError('hub-answer', { repo, where: 'sha' });
  }
  const type = info.config?.model_type;
  if (type && !KNOWN_TYPES.includes(type)) {
    throw new AppError('model-type-unknown', { type, known: KNOWN_TYPES.join(', ') });
  }
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
  const choices = decoderVariants([...byPath.keys()]).map((variant): HubChoice => {
    const needed = neededFiles(manifest, repo, { chosen: variant });
    const own = needed.files.map((name) => byPath.get(name) as ExpectedFile);
    return { variant, needed, files: own, bytes: own.reduce((sum, file) => sum + file.bytes, 0) };
  });
  // Without one there is no set of files: this says what is missing.
  if (choices.length === 0) neededFiles(manifest, repo);
  return choices.sort((a, b) => a.bytes - b.bytes);
}

/** What a download of one variant is stored as. */
export function hubRecord(
  entry: Pick<CatalogueEntry, 'id' | 'name'>,
  { repo, revision }: HubListing,
  { variant, files }: Pick<HubChoice, 'variant' | 'files'>,
  origin: string,
  now: number
): StoredRecord {
  const name = variantName(variant);
  return {
    version: 1,
    model: modelNameFrom(`${entry.id}-${name}`),
    title: `${entry.name} (${name})`,
    origin: { kind: 'hub', origin, repo, revision },
    files,
    variant,
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
