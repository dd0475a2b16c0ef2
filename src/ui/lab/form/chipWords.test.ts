import { describe, expect, it } from 'vitest';
import { POCKET_MODEL } from '../../../core/study/pocketModel.ts';
import { BUNDLED_PICTURES } from '../../pictures/bundled.ts';
import { modelWords, pictureWords, questionWords } from './chipWords.ts';

const bundled = (id: string) => BUNDLED_PICTURES.find((picture) => picture.id === id);
const country = (code: string) => (code === 'KOR' ? 'South Korea' : undefined);

describe('the words on the chips', () => {
  it('name one picture, flags by their country, and count several', () => {
    const flag = { name: 'Flag of South Korea', bundled: bundled('flag-kor') };
    const own = { name: 'me.png', bundled: undefined };
    expect(flag.bundled).toBeDefined();
    expect(pictureWords([flag], country)).toBe('the flag of South Korea');
    // A survey of one's own may lack the country.
    expect(pictureWords([flag], () => undefined)).toBe('Flag of South Korea');
    expect(pictureWords([own], country)).toBe('me.png');
    expect(pictureWords([flag, own], country)).toBe('2 pictures');
    expect(pictureWords([], country)).toBe('a picture');
  });

  it('name sets and topics with their numbers', () => {
    expect(questionWords('quick', 12)).toBe('12 quick questions');
    expect(questionWords('all', 258)).toBe('all 258 questions');
    expect(questionWords('Security', 14)).toBe('14 questions on Security');
  });

  it('name the model', () => {
    expect(modelWords(POCKET_MODEL, undefined)).toBe('pocket model');
    expect(modelWords('large', 'A larger model')).toBe('A larger model');
    expect(modelWords('gone', undefined)).toBe('gone');
  });
});
