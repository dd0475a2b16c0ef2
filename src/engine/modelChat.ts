import type { Message, PreTrainedTokenizer } from '@huggingface/transformers';
import { PICTURE_MARKER } from '../core/prompts/marker.ts';
import type { PictureRecipe } from './adapters/adapter.ts';
import { chatFormatOf } from './chatFormat.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { Model } from './model.ts';
import { chatTemplateSchema, configOf } from './modelConfigs.ts';
import { stillClock } from './stillClock.ts';

type Placed = Pick<PictureRecipe, 'before' | 'after' | 'placeholder'>;

/** A chat template that lies in a file of its own; null where the tokenizer brings it. */
export function ownTemplate(files: FileBytes): string | null {
  const inJson = configOf(chatTemplateSchema, files, 'chat_template.json')?.chat_template;
  const alone = files.get('chat_template.jinja');
  return inJson ?? (alone ? new TextDecoder().decode(alone) : null);
}

/**
 * How a loaded model's chats are written.
 * @param template as `ownTemplate` gives it
 * @throws AppError `chat-template`, `chat-picture`
 */
export function chatOf({ tokenizer, pictureRecipe }: Model, model: string, template: string | null) {
  return chatFormatOf(
    (turns, open) =>
      tokenizer.apply_chat_template(turns as Message[], {
        tokenize: false,
        add_generation_prompt: open,
        chat_template: template,
        strftime_now: stillClock
      }) as string,
    { model, bos: tokenizer.bos_token, marks: marksOf(pictureRecipe, tokenizer) }
  );
}

/** What a chat template may write for a picture: the model's own tokens for it, or `<image>`. */
function marksOf({ before, after, placeholder }: Placed, tokenizer: PreTrainedTokenizer): string[] {
  if (placeholder < 0) return [PICTURE_MARKER];
  const own = tokenizer.decode([placeholder], { skip_special_tokens: false });
  return [before + own + after, own, PICTURE_MARKER].filter((mark) => mark !== '');
}
