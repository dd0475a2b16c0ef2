import type { PreTrainedTokenizer } from '@huggingface/transformers';
import type { Work } from './counters.ts';
import type { ModelTexts } from './modelTexts.ts';
import { openGraph, type ModelSource, type OnDevice, type OpenGraph } from './openGraph.ts';
import { conceptNamesOf, PictureEncoder } from './pictureEncoder.ts';
import type { OrtSession } from './tensor.ts';

/** All of an open model but its decoder: what stays where it is while decoders are tried. */
export interface ModelParts {
  tokenizer: PreTrainedTokenizer;
  /** Null for a model that reads words only. */
  pictures: PictureEncoder | null;
  /** Tokens that end what the model says. */
  endIds: ReadonlySet<number>;
  /** Tokens' vectors; null where the decoder takes the ids themselves. */
  vectors: OrtSession | null;
  close(): Promise<void>;
}

/**
 * Opens them from verified bytes, which may be released afterwards.
 * @param work counts the picture encoder's runs
 * @throws AppError `model-config`; what the runtime throws; nothing stays open then
 */
export async function openParts(
  source: ModelSource,
  { tokenizer, recipe, endIds }: ModelTexts,
  on: OnDevice,
  work: Work
): Promise<ModelParts> {
  const { files, needed } = source;
  if (needed.layout === 'text') {
    return { tokenizer, pictures: null, endIds, vectors: null, close: () => Promise.resolve() };
  }
  const open: OpenGraph[] = [];
  const close = async () => void (await Promise.all(open.map((graph) => graph.close())));
  try {
    for (const part of ['embed_tokens', 'vision_encoder'] as const) {
      open.push(await openGraph(source, part, on));
    }
  } catch (thrown) {
    await close().catch(() => undefined);
    throw thrown;
  }
  const [vectors, encoder] = open.map(({ session }) => session) as [OrtSession, OrtSession];
  const pictures = recipe && new PictureEncoder(encoder, recipe, conceptNamesOf(files), work);
  return { tokenizer, pictures, endIds, vectors, close };
}
