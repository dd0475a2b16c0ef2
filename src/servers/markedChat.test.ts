import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../core/errors.ts';
import { openedWith } from '../core/prompts/openedWith.ts';
import { TEMPLATES } from '../core/prompts/templates.ts';
import { renderBaseline, renderLetterSuffix, renderPrefix } from '../core/prompts/render.ts';
import type { Cue } from '../core/prompts/types.ts';
import type { Question } from '../core/survey/types.ts';
import { CHAT_MARKS, MARKED_CHAT, turnsOf } from './markedChat.ts';

const code = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
  return 'none';
};

const question = {
  id: 'Q1',
  text: 'Is it so?',
  options: ['yes', 'no'],
  leadIn: 'I say',
  continuations: [' yes.', ' no.']
} as unknown as Question;
const picture = 'a'.repeat(64);
const shown: Cue = { kind: 'picture', picture, category: 'food' };
const own = openedWith(MARKED_CHAT, 'own');

describe('a chat for servers', () => {
  const plain = fc
    .string({ unit: 'grapheme', maxLength: 60 })
    .filter((text) => !CHAT_MARKS.some((mark) => text.includes(mark)) && !text.includes('<image>'));

  test('gives every prompt back in turns, whatever stands in them', () => {
    fc.assert(
      fc.property(
        fc.option(plain),
        plain,
        plain,
        plain,
        fc.constantFrom('none', 'first', 'middle'),
        (system, before, after, opened, at) => {
          const image = at === 'none' ? '' : '<image>';
          const user = at === 'first' ? image + before + after : before + image + after;
          const { system: s, user: u, assistant } = own;
          const text =
            (system === null ? (own.begin ?? '') : s.open + system + s.close) +
            u.open +
            user +
            u.close +
            assistant.open +
            opened;
          const first = user.startsWith('<image>');
          expect(turnsOf(text, at === 'none' ? null : picture)).toEqual({
            system,
            user: first ? user.slice('<image>'.length) : user,
            picture: at === 'none' ? null : picture,
            opened
          });
        }
      )
    );
  });

  test.each(TEMPLATES.map((template) => [template.id, template] as const))(
    'the prompts of %s: the picture stands once, the answer is opened',
    (id, template) => {
      const order = [0, 1];
      const suffix = renderLetterSuffix(template, question, order, 'omit', own);
      const turns = turnsOf(renderPrefix(template, shown, own) + suffix, picture);
      expect(turns).toMatchObject({ system: template.system, picture });
      expect(turns.opened).toBe(template.letterLeadIn);
      // The paper's rules stand before its picture.
      expect(turns.user?.includes('<image>')).toBe(id === 'paper');
      expect(turns.user).toContain('Is it so?');
    }
  );

  test('a baseline is an opened answer alone', () => {
    expect(turnsOf(renderBaseline(question, MARKED_CHAT), null)).toEqual({
      system: null,
      user: null,
      picture: null,
      opened: 'I say'
    });
  });

  test('refuses what is no prompt for it', () => {
    const [template] = TEMPLATES;
    if (!template) throw new Error('No template.');
    const suffix = renderLetterSuffix(template, question, [0, 1], 'omit', own);
    const prefix = renderPrefix(template, shown, own);
    expect(code(() => turnsOf('User: hello', null))).toBe('server-prompt');
    expect(code(() => turnsOf(prefix + suffix, null))).toBe('picture-marker');
    const told = renderPrefix(template, { kind: 'frame' }, own);
    expect(code(() => turnsOf(told + suffix, picture))).toBe('picture-marker');
    expect(code(() => turnsOf(`${told}${suffix}${CHAT_MARKS[2]}`, null))).toBe('server-prompt');
    expect(code(() => turnsOf(`${told}${suffix}<image>`, picture))).toBe('server-prompt');
  });

  test('a chat without its opening is refused, not asked another way', () => {
    const [template] = TEMPLATES;
    if (!template) throw new Error('No template.');
    const none = openedWith(MARKED_CHAT, 'none');
    const text =
      renderPrefix({ ...template, system: null }, { kind: 'frame' }, none) +
      renderLetterSuffix(template, question, [0, 1], 'omit', none);
    expect(code(() => turnsOf(text, null))).toBe('server-system-turn');
  });
});
