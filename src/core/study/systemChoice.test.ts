import { expect, test } from 'vitest';
import { CHAT } from '../fixtures/asking.ts';
import { POCKET_MODEL } from './pocketModel.ts';
import { spokenTo, systemPart, systemTurnFor } from './systemChoice.ts';

test('as usual is the model’s own, but none for the bundled model', () => {
  expect(systemTurnFor('usual', 'qwen2-vl-2b')).toBe('own');
  expect(systemTurnFor('usual', POCKET_MODEL)).toBe('none');
  expect(systemTurnFor('own', POCKET_MODEL)).toBe('own');
  expect(systemTurnFor('none', 'qwen2-vl-2b')).toBe('none');
  // Nobody can leave out what a server's template puts first.
  expect(systemTurnFor('none', 'served-vllm-qwen')).toBe('own');
  expect(systemTurnFor(undefined, 'served-vllm-qwen')).toBe('own');
});

test('what earlier versions stored chose none, and plans without are written as they were', () => {
  expect(systemTurnFor(undefined, 'qwen2-vl-2b')).toBe('none');
  expect(systemPart({}, 'qwen2-vl-2b')).toEqual({});
  expect(systemPart({ system: 'usual' }, POCKET_MODEL)).toEqual({});
  expect(systemPart({ system: 'usual' }, 'qwen2-vl-2b')).toEqual({ system: 'own' });
  const run = { model: 'qwen2-vl-2b', chat: { ...CHAT, standard: 'Be polite.' } };
  expect(spokenTo(run, {}).chat.begin).toBeUndefined();
  expect(spokenTo(run, { system: 'usual' }).chat.begin).toBe('Be polite.');
});
