import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BOMBS, drawing, ORDINARY } from '../../../../test/fixtures/drawings.mjs';
import { checkSvg } from './checkSvg.ts';
import { SvgRefusal } from './refusal.ts';

/** What became of a drawing: how it is refused, or how it is drawn. */
function outcome(text: string): string {
  try {
    return checkSvg(text).svg;
  } catch (thrown) {
    if (thrown instanceof SvgRefusal) return thrown.fault;
    throw thrown;
  }
}

test.each(Object.entries(ORDINARY))('%s is drawn', (_name, text) => {
  const { svg, price } = checkSvg(text);
  expect(price).toBeLessThan(100e6);
  // What was written is read again, and means the same.
  expect(checkSvg(svg).svg).toBe(svg);
});

test.each(Object.entries(BOMBS))('%s: too much', (_name, text) => {
  expect(outcome(text)).toBe('intricate');
});

describe('what is written is what was counted', () => {
  test.each([
    ['scripts', '<script>alert(1)</script><g onload="alert(1)"/>', '<g></g>'],
    ['pages', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', ''],
    ['animations', '<rect><animate attributeName="x" dur="1s"/><set/></rect>', '<rect></rect>'],
    [
      'addresses elsewhere',
      '<use href="a.svg#b"/><image href="https://example.com/a.png"/><image href="data:image/svg+xml;base64,AA"/>',
      '<use></use><image></image><image></image>'
    ],
    [
      'values that are spelled otherwise',
      String.raw`<path fill="u\72l(#a)" mask="url(/**/#a)" style="clip-path:url(x#a);stroke:var(--a);width:1e9px"/>`,
      '<path></path>'
    ],
    [
      'elements of another kind',
      '<p xmlns="urn:x"><g xmlns="http://www.w3.org/2000/svg"/></p>',
      ''
    ],
    [
      'references, by new names',
      `<g id="a b"/><g id="é"/><use href="#a%20b"/><use xlink:href=" #&#233; "/><path style="fill:url('#é')"/>`,
      '<g id="i0"></g><g id="i1"></g><use href="#i0"></use><use href="#i1"></use><path style="fill:url(#i1)"></path>'
    ],
    [
      'text',
      '<text>a &lt; b<!-- c --><tspan>&#x41;</tspan></text>',
      '<text>a &lt; b<tspan>A</tspan></text>'
    ],
    [
      'rules',
      `<g id="x"/><style>/* a{} */ .a > #x, b:hover{fill:red;d:none;mask:url("#x")!important} @import "x"; @font-face{a{}} *{opacity:.5</style>`,
      '<style>.a &gt; #i0{fill:red;mask:url(#i0)!important}\n*{opacity:.5}</style><g id="i0"></g>'
    ]
  ])('%s', (_name, body, written) => {
    expect(outcome(drawing(body, ''))).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg">${written}</svg>`
    );
  });
});

test.each([
  ['malformed', '<g>', '</svg>'],
  ['malformed', '<g a=1/>', ''],
  ['malformed', '<g a="1" a="2"/>', ''],
  ['malformed', '&nbsp;', ''],
  ['malformed', '&#xffffff;', ''],
  ['malformed', '</svg>text<svg>', '']
])('%s: %s', (fault, body) => {
  expect(outcome(drawing(body))).toBe(fault);
});

test('no drawing at all', () => {
  expect(outcome('')).toBe('truncated');
  expect(outcome('<svg/>')).toBe('malformed');
  expect(outcome('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toBe('malformed');
});

test('a drawing cut anywhere is one that breaks off', () => {
  const text = ORDINARY['an Illustrator drawing'] ?? '';
  for (let length = 1; length < text.length - 1; length += 7) {
    expect(['truncated', 'malformed']).toContain(outcome(text.slice(0, length)));
  }
});

test('any text is drawn or refused', () => {
  const names = [
    'g',
    'use',
    'mask',
    'pattern',
    'filter',
    'feImage',
    'path',
    'style',
    'text',
    'marker',
    'x:y'
  ];
  const pieces = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '&a;',
      '&#',
      '=',
      ' ',
      '}',
      'url(#a)'
    ),
    fc.constantFrom(
      '<!DOCTYPE svg [',
      ']>',
      '<!ENTITY a "b">',
      ' id="a"',
      ' href="#a"',
      ' fill="url(#a)"',
      ' d="M0 0a1 1 0 011e9 1"'
    ),
    fc.constantFrom(
      ' viewBox="0 0 0 1"',
      ' transform="rotate(9 9) scale(1e999"',
      ' style="mask:url(#a);;:"',
      ' width="50%"',
      '{fill:url(#a)}'
    ),
    fc.constantFrom(...names).map((name) => `<${name}`),
    fc.constantFrom(...names).map((name) => `<${name} id="a" mask="url(#a)" href="#a">`),
    fc.constantFrom(...names).map((name) => `</${name}>`),
    fc.string({ maxLength: 4 })
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (parts, inside) => {
      const text = parts.join('');
      expect(typeof outcome(inside ? drawing(text) : text)).toBe('string');
    }),
    { numRuns: 1500 }
  );
});

test('twice the drawing takes twice the steps', () => {
  const makers: ((count: number) => string)[] = [
    (count) => '<g id="a" fill="red"/>'.repeat(count),
    (count) => `<style>${'path{fill:red}'.repeat(count)}</style>`,
    (count) => '<use href="#a"/>'.repeat(count) + '<path id="a" d="M0 0h9"/>',
    (count) => `<text>${'a&amp;<!-- -->'.repeat(count)}</text>`,
    (count) =>
      `<g ${Array.from({ length: count }, (_, at) => `a${at}="<"`.replace('<', '')).join(' ')}/>`
  ];
  fc.assert(
    fc.property(fc.constantFrom(...makers), fc.integer({ min: 20, max: 400 }), (make, count) => {
      const steps = (of: number) => checkSvg(drawing(make(of))).steps;
      const once = steps(count);
      expect(steps(2 * count)).toBeLessThanOrEqual(2 * once);
      expect(once).toBeLessThanOrEqual(8 * count + 50);
    }),
    { numRuns: 60 }
  );
});
