import type { Message } from '@huggingface/transformers';
import { chatFormatOf } from './chatFormat.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { Model } from './model.ts';
import { chatTemplateSchema, configOf } from './modelConfigs.ts';

/** A chat template that lies in a file of its own; null where the tokenizer brings it. */
export function ownTemplate(files: FileBytes): string | null {
  const inJson = configOf(chatTemplateSchema, files, 'chat_template.json')?.chat_template;
  const alone = files.get('chat_template.jinja');
  return inJson ?? (alone ? new TextDecoder().decode(alone) : null);
}

/** @throws AppError `chat-template` */
export function chatOf({ tokenizer }: Model, model: string, template: string | null) {
  return chatFormatOf(
    (turns, open) =>
      tokenizer.apply_chat_template(turns as Message[], {
        tokenize: false,
        add_generation_prompt: open,
        chat_template: template
      }) as string,
    model
  );
}
