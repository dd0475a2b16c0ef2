import { expect, it } from 'vitest';
import { brief } from '../../core/prompts/brief.ts';
import { TEMPLATES } from '../../core/prompts/templates.ts';
import { assertNoMarks } from './templateMarks.ts';

it('refuses a prompt that holds a mark of the model, and names both', () => {
  const smol = { model: 'smolvlm-256m', marks: ['<end_of_utterance>', '<image>'] };
  const own = { ...brief, id: 'custom', askText: 'Well<end_of_utterance>' };
  expect(() => assertNoMarks(TEMPLATES, smol)).not.toThrow();
  expect(() => assertNoMarks([brief, own], { ...smol, marks: undefined })).not.toThrow();
  expect(() => assertNoMarks([brief, own], smol)).toThrow(
    'template-mark {"template":"custom@1","mark":"<end_of_utterance>","model":"smolvlm-256m"}'
  );
});
