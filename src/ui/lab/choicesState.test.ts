import { expect, it } from 'vitest';
import { POCKET_MODEL } from '../../core/study/pocketModel.ts';
import { ChoicesState } from './choicesState.svelte.ts';

it('asks behind the model’s own system turn as usual, the bundled model without any', () => {
  const choices = new ChoicesState();
  expect(choices.systemPart('qwen2-vl-2b')).toEqual({ system: 'own' });
  expect(choices.systemPart(POCKET_MODEL)).toEqual({});
  choices.system = 'own';
  expect(choices.systemPart(POCKET_MODEL)).toEqual({ system: 'own' });
  choices.system = 'none';
  expect(choices.systemPart('qwen2-vl-2b')).toEqual({});
});

it('leaves the system turn to a prompt that brings one', () => {
  const choices = new ChoicesState();
  choices.customTemplate = { ...choices.template, system: 'Be brief.' };
  choices.templateId = 'custom';
  choices.system = 'own';
  expect(choices.systemPart('qwen2-vl-2b')).toEqual({});
});

it('takes up a visit of before, which chose no system turn', () => {
  const choices = new ChoicesState();
  choices.restore({ templateId: 'paper' });
  expect(choices.plain).toMatchObject({ templateId: 'paper', system: 'usual' });
});
