import { describe, expect, it } from 'vitest';
import { chatFormatOf, type RenderChat } from './chatFormat.ts';

describe('chatFormatOf', () => {
  it('reads ChatML', () => {
    const chatMl: RenderChat = (turns, open) =>
      turns.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join('') +
      (open ? '<|im_start|>assistant\n' : '');
    expect(chatFormatOf(chatMl, 'm')).toEqual({
      system: { open: '<|im_start|>system\n', close: '<|im_end|>\n' },
      user: { open: '<|im_start|>user\n', close: '<|im_end|>\n' },
      assistant: { open: '<|im_start|>assistant\n' }
    });
  });

  it('reads plain words as turns', () => {
    const plain: RenderChat = (turns, open) =>
      turns
        .map(({ role, content }) => (role === 'user' ? `USER: ${content} ` : `${content} `))
        .join('') + (open ? 'ASSISTANT:' : '');
    expect(chatFormatOf(plain, 'm')).toEqual({
      system: { open: '', close: ' ' },
      user: { open: 'USER: ', close: ' ' },
      assistant: { open: 'ASSISTANT:' }
    });
  });

  it('refuses a template that drops turns', () => {
    expect(() => chatFormatOf(() => 'hello', 'm')).toThrow(/^chat-template/);
  });
});
