import { describe, expect, it } from 'vitest';
import { AppError } from '../core/errors.ts';
import { adapterFor } from './adapters/index.ts';
import { CATALOGUE } from './catalogue.ts';
import { KNOWN_TYPES } from './adapters/index.ts';

describe('KNOWN_TYPES', () => {
  it('are the types that have an adapter', () => {
    try {
      adapterFor({ model_type: 'none' }, 'm');
      expect.unreachable();
    } catch (thrown) {
      expect(AppError.from(thrown).params.known).toBe(KNOWN_TYPES.join(', '));
    }
  });

  it('are all that the catalogue offers', () => {
    for (const { type } of CATALOGUE) expect(KNOWN_TYPES).toContain(type);
  });
});
