import { expect, test } from 'vitest';
import { servedOrigin } from './servedWords.ts';

const SERVED = {
  dialect: 'elsewhere',
  server: 'transformers',
  version: '5.1',
  modelId: 'lab/seven-b',
  revision: null,
  quantisation: 'bf16',
  template: null,
  probe: null,
  settings: {}
} as const;

test('of a table nobody says that it was computed here', () => {
  expect(servedOrigin(SERVED)).toBe(
    'Answered by lab/seven-b (bf16) with transformers 5.1, run elsewhere: its log-probabilities came in a table and were not computed here.'
  );
  expect(servedOrigin({ ...SERVED, dialect: 'vllm' })).toContain('transformers 5.1');
  expect(servedOrigin(undefined)).toBe('');
});
