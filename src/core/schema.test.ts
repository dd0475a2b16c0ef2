import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AppError } from './errors.ts';
import { fitted, hash, isTooDeep, list, parsed, recordOf, text, type Fault } from './schema.ts';

const broken: Fault = (where, misfit) => new AppError('broken', { where, ...misfit });
const schema = v.object({
  name: text,
  pictures: list(v.object({ id: text, hash }), 2),
  gates: v.optional(recordOf(v.object({ on: v.boolean() })))
});
const good = { later: 1, pictures: [{ id: 'a', hash: '0'.repeat(64), extra: [] }], name: 'n' };

describe('a value that meets its schema', () => {
  it('comes back itself, with fields that nobody knows', () => {
    expect(fitted(schema, good, broken)).toBe(good);
    expect(JSON.stringify(parsed(schema, JSON.stringify(good), broken))).toBe(JSON.stringify(good));
  });

  it.each([
    ['another kind', { ...good, name: 5 }, 'name', '5', 'string'],
    ['nothing', { name: 'n' }, 'pictures', 'missing', 'a value'],
    ['in a named item', { ...good, pictures: [{ id: 'KOR', hash: 'x' }] }, 'pictures KOR.hash'],
    ['in a nameless item', { ...good, pictures: [{ id: 5 }] }, 'pictures 1.id', '5', 'string'],
    ['too many', { ...good, pictures: Array(3).fill(good.pictures[0]) }, 'pictures'],
    ['in a record', { ...good, gates: { m: { on: 1 } } }, 'gates.m.on', '1', 'boolean'],
    ['a list for a record', { ...good, gates: [] }, 'gates', 'Array']
  ])('is told where it does not fit: %s', (_, value, where, found = '', expected = '') => {
    expect(() => fitted(schema, value, broken)).toThrow(
      expect.objectContaining({
        params: {
          where,
          found: expect.stringContaining(found),
          expected: expect.stringContaining(expected)
        }
      })
    );
  });

  it('is not slipped past under a name that valibot leaves out', () => {
    for (const name of ['__proto__', 'constructor', 'prototype']) {
      const json = `{"name": "n", "pictures": [], "gates": {"${name}": 5}}`;
      expect(() => parsed(schema, json, broken), name).toThrow(/"where":"gates"/);
    }
  });

  it('is nested too deep, which is told before it is parsed', () => {
    // Cut off: a parser would find that first, had it not run out of memory by then.
    expect(() => parsed(schema, '[{"a":'.repeat(40), broken)).toThrow(/"found":"nesting"/);
    expect(isTooDeep('[]'.repeat(100))).toBe(false);
    expect(isTooDeep(JSON.stringify({ a: '[{\\"'.repeat(100) }))).toBe(false);
    expect(isTooDeep(`${'['.repeat(64)}${']'.repeat(64)}`)).toBe(false);
    expect(isTooDeep('['.repeat(65))).toBe(true);
  });

  it('is no JSON, or no UTF-8', () => {
    expect(() => parsed(schema, '{', broken)).toThrow(/"where":"JSON"/);
    expect(() => parsed(text, Uint8Array.of(34, 255, 34), broken)).toThrow(/"where":"JSON"/);
  });
});
