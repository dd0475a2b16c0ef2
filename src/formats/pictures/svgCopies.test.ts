import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countSvgCopies } from './svgCopies.ts';

const svg = (body: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`;

test.each([
  ['a drawing without copies', '<g id="a"><rect/></g><!-- <use href="#a"/> -->', 0],
  ['one copy of two elements', '<g id="a"><rect/></g><use href="#a"/>', 2],
  [
    'old and quoted addresses',
    `<rect id='a'/><use x="a>b" xlink:href=' #a '/><svg:use href="#a"/>`,
    2
  ],
  ['copies of copies', '<rect id="a"/><g id="b"><use href="#a"/></g><use href="#b"/>', 4],
  ['a cycle', '<g id="a"><use href="#a"/></g>', 0],
  ['nothing to copy', '<use href="#gone"/><use/><use href="other.svg#a"/>', 0],
  ['text that mentions it', '<style><![CDATA[<use href="#a"/>]]></style><text id="a"/>', 0]
])('%s', (_name, body, copies) => {
  expect(countSvgCopies(svg(body))).toBe(copies);
});

test('ten to the power of the levels', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (levels) => {
      const groups = Array.from({ length: levels }, (_, level) => {
        return `<g id="g${level + 1}">${`<use href="#g${level}"/>`.repeat(10)}</g>`;
      });
      const copies = countSvgCopies(svg(`<rect id="g0"/>${groups.join('')}`));
      expect(copies).toBeGreaterThanOrEqual(10 ** levels);
    })
  );
});

test('entities that hold elements count as too many, those that hold addresses as none', () => {
  const doctype = (value: string): string => `<!DOCTYPE svg [<!ENTITY e "${value}">]>`;
  expect(countSvgCopies(doctype("<use href='#a'/>") + svg('&e;'))).toBe(Infinity);
  expect(countSvgCopies(doctype('http://www.w3.org/2000/svg') + svg(''))).toBe(0);
});

test('nesting beyond the stack counts as too much', () => {
  expect(countSvgCopies(svg('<g>'.repeat(200_000)))).toBe(Infinity);
});

test('any text gets a number', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '<use',
    ' href="#a"',
    ' id="a"',
    '/>',
    '<!--',
    '</g>',
    'x'
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      expect(countSvgCopies(parts.join(''))).toBeGreaterThanOrEqual(0);
    })
  );
});
