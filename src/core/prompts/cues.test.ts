import { expect, test } from 'vitest';
import { BLANKS } from './cueKinds.ts';
import { madePicture, pictureOf } from './cues.ts';
import type { Cue } from './types.ts';

test('pictures that the engine makes are told from files by their names', () => {
  const picture = 'ab'.repeat(32);
  const cues: Cue[] = [
    ...BLANKS.map((blank) => ({ kind: 'blank', blank, category: null }) as const),
    { kind: 'shuffled', picture, seed: 7, category: 'food' },
    { kind: 'picture', picture, category: 'food' },
    { kind: 'caption', picture, caption: 'a bowl of rice', category: 'food' },
    { kind: 'frame' },
    { kind: 'neutral' }
  ];
  const ids = cues.map(pictureOf);
  expect(ids.map((id) => id && madePicture(id))).toEqual([
    ...BLANKS.map((blank) => ({ blank })),
    { shuffled: picture, seed: 7 },
    null,
    null,
    null,
    null
  ]);
  expect(ids.slice(4)).toEqual([picture, null, null, null]);
});
