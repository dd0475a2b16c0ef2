import type { Message, PreTrainedTokenizer } from '@huggingface/transformers';
import { AppError } from '../core/errors.ts';
import { PICTURE_MARKER } from '../core/prompts/marker.ts';
import type { PictureRecipe } from './adapters/adapter.ts';
import { chatFormatOf } from './chatFormat.ts';
import { attempt } from './chatTurns.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import { chatTemplateSchema, configOf } from './modelConfigs.ts';
import { stillClock } from './stillClock.ts';

type Placed = Pick<PictureRecipe, 'frame' | 'placeholder'>;
/** What of a `Model` decides how its prompts are written. */
interface Chatting {
  tokenizer: PreTrainedTokenizer;
  pictures: { recipe: Placed } | null;
}

/** A chat template that lies in a file of its own; null where the tokenizer brings it. */
export function ownTemplate(files: FileBytes): { file: string; text: string } | null {
  const [inJson, alone] = ['chat_template.json', 'chat_template.jinja'] as const;
  const text = configOf(chatTemplateSchema, files, inJson)?.chat_template;
  if (typeof text === 'string') return { file: inJson, text };
  const bytes = files.get(alone);
  return bytes ? { file: alone, text: new TextDecoder().decode(bytes) } : null;
}

/** What templates ask for today's date; the renderer lets nobody put another in its place. */
const CLOCK = /\bstrftime_now\b/g;

/**
 * How a loaded model's chats are written.
 * @param template the one of `ownTemplate`; null: the tokenizer's
 * @throws AppError `chat-template`, `chat-picture`
 */
export function chatOf({ tokenizer, pictures }: Chatting, model: string, template: string | null) {
  const marks = pictures && marksOf(pictures.recipe, tokenizer);
  const source: unknown = attempt(() => tokenizer.get_chat_template({ chat_template: template }));
  if (typeof source !== 'string') throw new AppError('chat-template', { model });
  const own = { chat_template: source.replaceAll(CLOCK, 'still_clock'), still_clock: stillClock };
  return chatFormatOf(
    (turns, open) =>
      tokenizer.apply_chat_template(turns as Message[], {
        ...own,
        tokenize: false,
        add_generation_prompt: open
      }) as string,
    { model, bos: tokenizer.bos_token, marks }
  );
}

/** What a chat template may write for a picture: the model's own tokens for it, or `<image>`. */
function marksOf({ frame, placeholder }: Placed, tokenizer: PreTrainedTokenizer): string[] {
  if (placeholder < 0) return [PICTURE_MARKER];
  const own = tokenizer.decode([placeholder], { skip_special_tokens: false });
  return [frame[0] + own + frame[1], own, PICTURE_MARKER].filter((mark) => mark !== '');
}
