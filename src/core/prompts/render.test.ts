import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAT, CUES, testQuestion } from '../fixtures/asking.ts';
import { PICTURE_CATEGORIES } from './categories.ts';
import type { ChatFormat, Cue } from './types.ts';
import { brief } from './brief.ts';
import { checkTemplate } from './check.ts';
import { paper } from './paper.ts';
import { renderBaseline, renderLetterSuffix, renderPrefix, renderTextSuffix } from './render.ts';
import { TEMPLATES, templateById } from './templates.ts';

const question = testQuestion('Q1', 3);

describe('rendering', () => {
  it('writes a letter prompt in the chosen order', () => {
    expect(renderPrefix(brief, CUES[1] as (typeof CUES)[1], CHAT)).toBe(
      '<|im_start|>user\nYou live in South Korea. Please answer one question.\n'
    );
    expect(renderLetterSuffix(brief, question, [2, 1, 0], 'list', CHAT)).toBe(
      'How far is Q1?\n(A) step 2 of Q1\n(B) step 1 of Q1\n(C) step 0 of Q1\n(D) I do not know\n' +
        '(E) I would rather not say\nAnswer with the letter of one option.<|im_end|>\n' +
        '<|im_start|>assistant\nMy choice is ('
    );
    expect(renderLetterSuffix(brief, question, [0, 1, 2], 'omit', CHAT)).not.toContain('(D)');
  });

  it('writes a text prompt and its baseline', () => {
    expect(renderTextSuffix(brief, question, CHAT)).toBe(
      'How far is Q1?<|im_end|>\n<|im_start|>assistant\nAs for Q1, I take'
    );
    expect(renderBaseline(question, CHAT)).toBe('<|im_start|>assistant\nAs for Q1, I take');
    // Vicuna and Llama: what opens a conversation opens the baseline's too.
    expect(renderBaseline(question, { ...CHAT, begin: '<s>' })).toBe(
      '<s><|im_start|>assistant\nAs for Q1, I take'
    );
  });

  it('opens with the system turn where a template has one', () => {
    const template = { ...brief, system: 'Be honest.', cue: { ...brief.cue, neutral: '' } };
    expect(renderPrefix(template, { kind: 'neutral' }, CHAT)).toBe(
      '<|im_start|>system\nBe honest.<|im_end|>\n<|im_start|>user\n'
    );
  });

  it('begins as the model’s chats begin where no system turn does', () => {
    const template = { ...brief, cue: { ...brief.cue, neutral: '' } };
    const chat = { ...CHAT, begin: '<s>' };
    expect(renderPrefix(template, { kind: 'neutral' }, chat)).toBe('<s><|im_start|>user\n');
    const withSystem = renderPrefix({ ...template, system: 'Hi' }, { kind: 'neutral' }, chat);
    expect(withSystem).not.toContain('<s>');
  });

  describe('a picture that the model has its own way with', () => {
    const chat = { ...CHAT, user: { ...CHAT.user, picture: '<user><image>' } };
    const picture = { kind: 'picture', picture: 'p', category: null } as const;
    const asked = (text: string, of: ChatFormat = chat) =>
      renderPrefix({ ...brief, cue: { ...brief.cue, picture: text } }, picture, of);

    it('opens the turn so where the text begins with it', () => {
      expect(asked('<image>\nLook.\n')).toBe('<user><image>Look.\n');
      expect(asked(' \n<image>  Look.')).toBe('<user><image>Look.\n');
      expect(asked('<image>')).toBe('<user><image>');
      const withSystem = { ...brief, system: 'Hi' };
      expect(renderPrefix(withSystem, picture, chat)).toContain('Hi<|im_end|>\n<user><image>The');
    });

    it('stays where it is in the middle of a text', () => {
      expect(asked('Rules.\n<image>\nLook.\n')).toBe('<|im_start|>user\nRules.\n<image>\nLook.\n');
      expect(renderPrefix(paper, picture, chat)).toBe(renderPrefix(paper, picture, CHAT));
    });

    it('is no matter of prompts without it, nor of chats read before', () => {
      expect(renderPrefix(brief, { kind: 'neutral' }, chat)).toContain('<|im_start|>user\n');
      expect(asked('<image>\nLook.\n', CHAT)).toBe('<|im_start|>user\n<image>\nLook.\n');
    });
  });

  it('asks controls in the words of the cue that they stand against', () => {
    const shown = { category: 'food' } as const;
    const prefix = (cue: Cue) => renderPrefix(brief, cue, CHAT);
    expect(prefix({ kind: 'frame' })).toBe(
      '<|im_start|>user\nYou live in a country. Please answer one question.\n'
    );
    const pictured = prefix({ kind: 'picture', picture: 'p', ...shown });
    expect(prefix({ kind: 'blank', blank: 'grey', ...shown })).toBe(pictured);
    expect(prefix({ kind: 'shuffled', picture: 'p', seed: 1, ...shown })).toBe(pictured);
    const caption = 'rice {country} <image>';
    const words = prefix({ kind: 'caption', picture: 'p', caption, ...shown });
    expect(words).toBe(pictured.replace('<image>', 'Picture: rice {country} '));
  });

  it('leaves braces inside a value alone', () => {
    const odd = { ...question, text: 'Is {options} or {question} meant?' };
    expect(renderTextSuffix(brief, odd, CHAT)).toContain('Is {options} or {question} meant?<');
  });

  it('joins at one newline, whatever white space a person left in a template', () => {
    const space = fc.stringMatching(/^[ \n]{0,3}$/);
    fc.assert(
      fc.property(space, space, fc.constantFrom(...CUES), (before, after, cue) => {
        const text = `${before}<image>\nSomewhere.${after}`;
        const ask = `${before}{question}${after}`;
        const template = {
          ...brief,
          cue: { neutral: text, country: text, picture: text },
          askText: ask
        };
        expect(renderPrefix(template, cue, CHAT)).toMatch(/\S\n$/);
        expect(renderTextSuffix(template, question, CHAT)).toMatch(/^\S/);
      })
    );
  });
});

describe.each(TEMPLATES)('template $id', (template) => {
  it('is found by its id', () => expect(templateById(template.id)).toBe(template));

  it('names the country only under the country cue', () => {
    const rendered = CUES.map((cue) => renderPrefix(template, cue, CHAT));
    expect(rendered.map((prefix) => prefix.includes('South Korea'))).toEqual([false, true, false]);
    expect(rendered.map((prefix) => prefix.split('<image>').length - 1)).toEqual([0, 0, 1]);
  });

  it('fills in every category', () => {
    const prefixes = [...PICTURE_CATEGORIES, null].map((category) =>
      renderPrefix(template, { kind: 'picture', picture: '', category }, CHAT)
    );
    expect(new Set(prefixes).size).toBe(PICTURE_CATEGORIES.length + 1);
    for (const prefix of prefixes) expect(prefix).not.toMatch(/[{}]/);
  });
});

describe('paper template', () => {
  it('brings all eight rules under every cue', () => {
    for (const cue of CUES) {
      const prefix = renderPrefix(paper, cue, CHAT);
      expect(prefix.match(/^\d\. /gm)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `${n}. `));
    }
  });

  it('asks about people as Listing 4 does, about all other pictures as Listing 5 does', () => {
    const asked = (category: 'people' | 'food' | null, template = paper) =>
      renderPrefix(template, { kind: 'picture', picture: '', category }, CHAT);
    expect(asked('food')).toContain('above all the food that a country is known for');
    expect(asked('people')).toContain(
      'the people and the way they present themselves, their clothes'
    );
    expect(asked('people')).not.toContain('above all');
    const blank = { kind: 'blank', blank: 'grey', category: 'people' } as const;
    expect(renderPrefix(paper, blank, CHAT)).toBe(asked('people'));
    const cue = { ...paper.cue, people: undefined };
    expect(asked('people', { ...paper, cue })).toContain('above all the people');
    expect(checkTemplate({ ...paper, cue })).toEqual([]);
  });
});
