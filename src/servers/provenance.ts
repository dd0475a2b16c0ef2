import { SERVED_BEGINNING, type Served } from '../core/answers/served.ts';
import { canonicalText } from '../core/canonicalText.ts';
import { sha256 } from '../core/digest.ts';
import type { LoadedModel } from '../engine/engineApi.ts';
import { CHAT_MARKS, MARKED_CHAT } from './markedChat.ts';
import { BATCH_TOLERANCE } from './tolerance.ts';
import type { Connection } from './types.ts';

const LONGEST_SLUG = 80;

/** A served model's name among models: `served-<dialect>-<model>`, in letters, digits, `.`, `_`, `-`. */
export function servedName({ dialect, modelId }: Pick<Served, 'dialect' | 'modelId'>): string {
  const slug = modelId.replace(/[^\w.]+/g, '-').replace(/^-+|-+$/g, '');
  return `${SERVED_BEGINNING}${dialect}-${slug.slice(0, LONGEST_SLUG) || 'model'}`;
}

/**
 * SHA-256 (hex) of all that decides a served model's answers. Of the probe only what it told of the
 * server's way to answer: its figures are never twice the same.
 */
export async function servedHash({ probe, ...served }: Served): Promise<string> {
  const way = probe && {
    raw: probe.raw,
    continues: probe.continues,
    pictures: probe.pictures
  };
  return sha256(canonicalText({ ...served, probe: way }));
}

/** A served model as the page and the command know a loaded one. */
export async function loadedFrom({
  served,
  pictures
}: Pick<Connection, 'served' | 'pictures'>): Promise<LoadedModel> {
  const { probe } = served;
  return {
    model: servedName(served),
    manifestHash: await servedHash(served),
    dtype: served.quantisation ?? 'unknown',
    device: 'server',
    adapter: [served.server, served.version].filter((part) => part !== null).join(' '),
    threads: 0,
    threadTrials: [],
    runner: 'sequential',
    refused: [],
    selfCheck: { maxError: probe?.batch ?? 0, tolerance: BATCH_TOLERANCE, canaries: probe ? 1 : 0 },
    chat: MARKED_CHAT,
    marks: CHAT_MARKS,
    ...(pictures ? {} : { wordsOnly: true }),
    crossOriginIsolated: globalThis.crossOriginIsolated ?? false,
    served
  };
}
