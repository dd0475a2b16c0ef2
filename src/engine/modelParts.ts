import { AutoTokenizer, type PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { ModelFolder } from './adapters/adapter.ts';
import { adapterFor } from './adapters/index.ts';
import type { Work } from './counters.ts';
import { endIdsOf } from './endTokens.ts';
import {
  configOf,
  configSchema,
  generationSchema,
  pictureSchema,
  processorSchema,
  type ModelConfig
} from './modelConfigs.ts';
import { openGraph, type ModelSource, type OnDevice, type OpenGraph } from './openGraph.ts';
import { conceptNamesOf, PictureEncoder } from './pictureEncoder.ts';
import { serveFromMemory } from './runtime.ts';
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
 * @throws AppError `model-incomplete`, `model-config`, `model-type`; what the runtime throws; nothing
 *   stays open then
 */
export async function openParts(
  source: ModelSource,
  on: OnDevice,
  work: Work
): Promise<ModelParts> {
  const { model, files, needed } = source;
  const config = configOf(configSchema, files, 'config.json');
  if (!config) throw new AppError('model-incomplete', { model, files: 'config.json' });
  const adapter = adapterFor(config, model);
  const recipe = adapter.picture?.(folderOf(source, config), source.view) ?? null;
  serveFromMemory(model, files, new Map());
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  const { eos_token_id } = tokenizer;
  const generation = configOf(generationSchema, files, 'generation_config.json');
  const endIds = new Set(endIdsOf(generation, config, { eos_token_id }));
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

/** @throws AppError `model-incomplete`, `model-config` */
function folderOf({ model, files }: ModelSource, config: ModelConfig): ModelFolder {
  const preprocessor = configOf(pictureSchema, files, 'preprocessor_config.json');
  if (!preprocessor) {
    throw new AppError('model-incomplete', { model, files: 'preprocessor_config.json' });
  }
  return {
    config,
    preprocessor,
    processor: configOf(processorSchema, files, 'processor_config.json') ?? {}
  };
}
