import { AutoTokenizer, type PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import type { ChatFormat } from '../core/prompts/types.ts';
import type { ModelFolder, PictureRecipe } from './adapters/adapter.ts';
import { adapterFor } from './adapters/index.ts';
import { attempt } from './chatTurns.ts';
import { endIdsOf } from './endTokens.ts';
import type { LoadProgress } from './engineApi.ts';
import { chatOf, ownTemplate } from './modelChat.ts';
import {
  configOf,
  configSchema,
  generationSchema,
  MOST,
  pictureSchema,
  processorSchema,
  type ModelConfig
} from './modelConfigs.ts';
import type { ModelSource } from './openGraph.ts';
import { encoderOf } from './promptTokens.ts';
import { serveFromMemory } from './runtime.ts';

/** What a model's small files tell of it: no graph has to be opened for them. */
export interface ModelTexts {
  tokenizer: PreTrainedTokenizer;
  /** How pictures enter it; null for a model that reads words only. */
  recipe: PictureRecipe | null;
  /** Tokens that end what the model says. */
  endIds: ReadonlySet<number>;
  chat: ChatFormat;
}

/**
 * Reads them. Tokenizer and template are programs of the model's makers: each is run here, before
 * anything large is opened, so that one that never ends is known by its name.
 * @throws AppError `model-incomplete`, `model-config`, `model-type`, `chat-template`, `chat-picture`
 */
export async function readTexts(source: ModelSource): Promise<ModelTexts> {
  const { model, files, needed } = source;
  const config = configOf(configSchema, files, 'config.json');
  if (!config) throw new AppError('model-incomplete', { model, files: 'config.json' });
  const adapter = adapterFor(config, model);
  const words = needed.layout === 'text';
  const recipe = adapter.picture?.(folderOf(source, config), source.view) ?? null;
  tell(source, 'tokenizer', 'tokenizer.json');
  serveFromMemory(model, files, new Map());
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  // That it comes to an end matters here, and that its tokens are any that a graph could know.
  checkIds(attempt(() => encoderOf(tokenizer)(PROBE)) ?? []);
  const { eos_token_id } = tokenizer;
  const generation = configOf(generationSchema, files, 'generation_config.json');
  const template = ownTemplate(files);
  tell(source, 'template', template?.file ?? 'tokenizer_config.json');
  const pictures = recipe && !words ? { recipe } : null;
  return {
    tokenizer,
    recipe: pictures && pictures.recipe,
    endIds: new Set(endIdsOf(generation, config, { eos_token_id })),
    chat: chatOf({ tokenizer, pictures }, model, template?.text ?? null)
  };
}

/** Runs of the same sign with another one behind them: where rules that go back and forth get lost. */
const PROBE = [...'aA 0.-é中\n']
  .map((sign) => `${sign.repeat(64)}!${`${sign}b`.repeat(32)}?`)
  .join('');

/** @throws AppError `model-config`: else the runtime would look for rows that no table has */
function checkIds(ids: readonly number[]): void {
  const odd = ids.find((id) => !(id >= 0 && id < MOST.vocabulary));
  if (odd === undefined) return;
  const misfit = { found: String(odd), expected: `0 to ${MOST.vocabulary - 1}` };
  throw new AppError('model-config', { file: 'tokenizer.json', where: 'vocab', ...misfit });
}

function tell({ files, onProgress }: ModelSource, phase: LoadProgress['phase'], file: string) {
  onProgress({ phase, file, loadedBytes: 0, totalBytes: files.get(file)?.length ?? 0 });
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
