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

  it('reads a template that wants lists of parts, and what stands before the first turn', () => {
    const smol: RenderChat = (turns, open) => {
      const said = turns.map(({ role, content }) => {
        const parts = typeof content === 'string' ? [] : content;
        const name = role === 'user' ? 'User: ' : 'System: ';
        return `${name}${parts.map(({ text }) => text).join('')}<end_of_utterance>\n`;
      });
      return `<|im_start|>${said.join('')}${open ? 'Assistant:' : ''}`;
    };
    expect(chatFormatOf(smol, 'm')).toEqual({
      begin: '<|im_start|>',
      system: { open: '<|im_start|>System: ', close: '<end_of_utterance>\n' },
      user: { open: 'User: ', close: '<end_of_utterance>\n' },
      assistant: { open: 'Assistant:' }
    });
  });

  it('takes no system turn that a template makes up for one', () => {
    const polite: RenderChat = (turns, open) =>
      (turns[0]?.role === 'system' ? '' : '[system]Be polite.[end]') +
      turns.map(({ role, content }) => `[${role}]${String(content)}[end]`).join('') +
      (open ? '[assistant]' : '');
    expect(chatFormatOf(polite, 'm')).not.toHaveProperty('begin');
  });

  it('refuses a template that drops turns', () => {
    expect(() => chatFormatOf(() => 'hello', 'm')).toThrow(/^chat-template/);
  });
});
