import type { Message } from '@huggingface/transformers';
import { chatFormatOf } from './chatFormat.ts';
import type { FileBytes } from './files/fetchFiles.ts';
import type { Model } from './model.ts';

/** A chat template that lies in a file of its own; null where the tokenizer brings it. */
export function ownTemplate(files: FileBytes): string | null {
  const textOf = (name: string) => {
    const bytes = files.get(name);
    return bytes && new TextDecoder().decode(bytes);
  };
  const json = textOf('chat_template.json');
  const found = json && (JSON.parse(json) as { chat_template?: string }).chat_template;
  return found ?? textOf('chat_template.jinja') ?? null;
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
