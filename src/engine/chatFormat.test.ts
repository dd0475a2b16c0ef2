import { describe, expect, it } from 'vitest';
import { chatFormatOf } from './chatFormat.ts';
import type { ChatPart, ChatTurn, RenderChat } from './chatTurns.ts';

const WORDS = { model: 'm', marks: null };
const PICTURES = { model: 'm', marks: ['<|seen|>', '<image>'] };

/** A template in ChatML, of turns whose content is rendered by `said`. */
const chatMl =
  (said: (content: ChatTurn['content']) => string, before = ''): RenderChat =>
  (turns, open) =>
    (turns[0]?.role === 'system' ? '' : before) +
    turns.map(({ role, content }) => `<|im_start|>${role}\n${said(content)}<|im_end|>\n`).join('') +
    (open ? '<|im_start|>assistant\n' : '');

const asText = (content: ChatTurn['content']) => String(content);
const asParts = (content: ChatTurn['content'], picture: string) => {
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : picture)).join('');
};

describe('chatFormatOf', () => {
  it('reads ChatML', () => {
    expect(chatFormatOf(chatMl(asText), WORDS)).toEqual({
      standard: '',
      system: { open: '<|im_start|>system\n', close: '<|im_end|>\n' },
      user: { open: '<|im_start|>user\n', close: '<|im_end|>\n' },
      assistant: { open: '<|im_start|>assistant\n' }
    });
  });

  it('reads plain words as turns', () => {
    const plain: RenderChat = (turns, open) =>
      turns
        .map(({ role, content }) =>
          role === 'user' ? `USER: ${asText(content)} ` : `${asText(content)} `
        )
        .join('') + (open ? 'ASSISTANT:' : '');
    expect(chatFormatOf(plain, WORDS)).toEqual({
      standard: '',
      system: { open: '', close: ' ' },
      user: { open: 'USER: ', close: ' ' },
      assistant: { open: 'ASSISTANT:' }
    });
  });

  it('reads a template that wants lists of parts, and what stands before the first turn', () => {
    const smol: RenderChat = (turns, open) => {
      const said = turns.map(({ role, content }) => {
        const parts: ChatPart[] = typeof content === 'string' ? [] : content;
        const name = role === 'user' ? 'User:' : 'System:';
        const space = parts[0]?.type === 'image' ? '' : ' ';
        return `${name}${space}${asParts(parts, '<image>')}<end_of_utterance>\n`;
      });
      return `<|im_start|>${said.join('')}${open ? 'Assistant:' : ''}`;
    };
    expect(chatFormatOf(smol, PICTURES)).toEqual({
      begin: '<|im_start|>',
      standard: '<|im_start|>',
      system: { open: '<|im_start|>System: ', close: '<end_of_utterance>\n' },
      user: { open: 'User: ', close: '<end_of_utterance>\n', picture: 'User:<image>' },
      assistant: { open: 'Assistant:' }
    });
  });

  it('keeps a system turn that a template makes up apart from what begins every chat', () => {
    const madeUp = '<|im_start|>system\nBe polite.<|im_end|>\n';
    const chat = chatFormatOf(chatMl(asText, madeUp), WORDS);
    expect(chat).toMatchObject({ standard: madeUp });
    expect(chat).not.toHaveProperty('begin');
    const opened: RenderChat = (turns, open) => `<s>${chatMl(asText, madeUp)(turns, open)}`;
    expect(chatFormatOf(opened, { ...WORDS, bos: '<s>' })).toMatchObject({
      begin: '<s>',
      standard: `<s>${madeUp}`,
      system: { open: '<s><|im_start|>system\n' }
    });
  });

  it('refuses a template that drops turns', () => {
    expect(() => chatFormatOf(() => 'hello', WORDS)).toThrow(/^chat-template/);
  });

  it('refuses one whose turns open otherwise where they come first', () => {
    const odd: RenderChat = (turns, open) =>
      turns.length === 1 && turns[0]?.role === 'user'
        ? `>> ${asText(turns[0].content)}`
        : chatMl(asText)(turns, open);
    expect(() => chatFormatOf(odd, WORDS)).toThrow(/^chat-template/);
  });
});

describe('a picture that opens a turn', () => {
  it('stands as the template puts it, by the first mark that it is known under', () => {
    const own = chatFormatOf(
      chatMl((content) => asParts(content, '<a><|seen|></a>')),
      PICTURES
    );
    expect(own.user.picture).toBe('<|im_start|>user\n<a><image></a>');
    const framed = { ...PICTURES, marks: ['<a><|seen|></a>', ...PICTURES.marks] };
    expect(
      chatFormatOf(
        chatMl((content) => asParts(content, '<a><|seen|></a>')),
        framed
      ).user.picture
    ).toBe('<|im_start|>user\n<image>');
  });

  it('is written in the text where a template takes nothing but text', () => {
    for (const said of [quoted, refusesLists]) {
      const { user } = chatFormatOf(chatMl(said), PICTURES);
      expect(user.picture).toBe('<|im_start|>user\n<image>\n');
    }
  });

  it('has to come out of the template', () => {
    for (const said of [
      (content: ChatTurn['content']) => asParts(content, ''),
      (content: ChatTurn['content']) => asParts(content, '<|unknown|>'),
      (content: ChatTurn['content']) => refusesLists(content).replaceAll(/<.*?>/g, '')
    ]) {
      expect(() => chatFormatOf(chatMl(said), PICTURES)).toThrow(/^chat-picture/);
      expect(chatFormatOf(chatMl(said), WORDS).user).not.toHaveProperty('picture');
    }
  });
});

function refusesLists(content: ChatTurn['content']): string {
  if (typeof content !== 'string') throw new Error('Strings only.');
  return content;
}

/** As the renderer writes a list where a template adds it to a text. */
function quoted(content: ChatTurn['content']): string {
  return typeof content === 'string' ? content : content.map((part) => JSON.stringify(part)).join();
}
