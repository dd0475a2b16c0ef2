import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultPosition } from './jsonFile.mjs';

describe('faultPosition', () => {
  it.each([
    ['', 0],
    ['{"a":1,}', 7],
    ['[1,,2]', 3],
    ["{'a':1}", 1],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['{"a":tru}', 5],
    ['[1, 2', 5],
    ['[01]', 1],
    ['{"a":1} x', 8]
  ])('%s at %i', (text, position) => {
    expect(() => void JSON.parse(text)).toThrow();
    expect(faultPosition(text)).toBe(position);
  });

  it('finds the end of any text that was cut short', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (value) => {
        const whole = JSON.stringify(value);
        expect(faultPosition(whole.slice(0, -1))).toBe(whole.length - 1);
      })
    );
  });
});
