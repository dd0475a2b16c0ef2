/** Drawings: small files that ask for endless work, run scripts or fetch, and drawings that are merely odd. */
import { gzipSync } from 'node:zlib';
import { bytesOf, inputsOf, times } from './input.mjs';
import { cutAt, flipped } from './mutate.mjs';
import { filterBombs, nests } from './svgNests.mjs';

/** @typedef {import('./random.mjs').Chance} Chance */
/** @typedef {import('./input.mjs').Right} Right */

const HOWS = /** @type {const} */ (['choose', 'drop', 'paste']);
const OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';

/** @param {string} inside @param {string} [attributes] */
const svg = (inside, attributes = 'width="200" height="100"') =>
  `${OPEN} ${attributes}>${inside}</svg>`;

/** @param {(chance: Chance) => string | Uint8Array} make */
const drawing = (make) => (/** @type {Chance} */ chance) => {
  const made = make(chance);
  const bytes = typeof made === 'string' ? bytesOf(made) : made;
  const how = chance.one(HOWS);
  return { how, files: [{ name: 'hostile.svg', type: 'image/svg+xml', bytes }] };
};

/** @param {string} name @param {Right} right @param {(chance: Chance) => string | Uint8Array} make */
const row = (name, right, make) => /** @type {const} */ ([name, right, drawing(make)]);

/** A plain drawing with a group, a path and a text, to be damaged. */
const PLAIN = svg(
  '<defs><linearGradient id="g"><stop offset="0" stop-color="teal"/></linearGradient></defs>' +
    '<g transform="rotate(3)"><path d="M1 1L90 9Q4 4 5 60Z" fill="url(#g)"/><text y="50">a</text></g>'
);

/** @param {string} text */
const entities = (text) => [...text].map((char) => `&#${char.codePointAt(0)};`).join('');
/** @param {string} text */
const percents = (text) => [...text].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('');

/** Copies of copies, ten at each of eight levels. @param {(id: string) => string} attribute the link to an id */
function copies(attribute) {
  const groups = times(8, (level) => {
    const use = `<use ${attribute(`g${level}`)}/>`;
    return `<g id="g${level + 1}">${use.repeat(10)}</g>`;
  });
  return `<rect id="g0" width="5" height="5"/>${groups.join('')}`;
}

/** @type {Record<string, (id: string) => string>} ways to write a link that a count may overlook */
const LINKS = {
  plain: (id) => `href="#${id}"`,
  xlink: (id) => `xlink:href="#${id}"`,
  entities: (id) => `href="${entities(`#${id}`)}"`,
  'entity-of-hash': (id) => `href="&#x23;${id}"`,
  percents: (id) => `href="#${percents(id)}"`,
  spaces: (id) => `href="  #${id}\n"`,
  quotes: (id) => `href='#${id}'`,
  'odd-prefix': (id) => `xmlns:q="http://www.w3.org/1999/xlink" q:href="#${id}"`,
  'greater-before': (id) => `title="a>b" href="#${id}"`,
  'upper-hash': (id) => `href="&#X23;${id}"`
};

const laughs = (/** @type {number} */ levels) =>
  `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY l0 "ha">${times(
    levels,
    (n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`
  ).join('')}]>${svg(`<text>&l${levels};</text>`)}`;

const segments = (/** @type {number} */ count) =>
  `M0 0${times(count, (n) => `L${(n * 7919) % 997} ${(n * 104_729) % 991}`).join('')}`;

const ROWS = [
  ...Object.entries(LINKS).map(([how, link]) =>
    row(`copies-${how}`, 'refused', () => svg(copies(link)))
  ),
  ...Object.entries(nests).map(([what, inside]) =>
    row(`nest-${what}`, 'either', () => svg(inside()))
  ),
  ...Object.entries(filterBombs).map(([what, inside]) =>
    row(`filter-${what}`, 'either', () => svg(inside(), 'width="4000" height="4000"'))
  ),
  row('laughs-8', 'refused', () => laughs(8)),
  row('laughs-elements', 'refused', () =>
    laughs(6).replace('"ha"', '"&lt;rect width=&#39;9&#39; height=&#39;9&#39;/&gt;"')
  ),
  row(
    'entity-external',
    'either',
    () => `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`
  ),
  row(
    'entity-quadratic',
    'either',
    () =>
      `<!DOCTYPE svg [<!ENTITY x "${'x'.repeat(50_000)}">]>${svg(`<text>${'&x;'.repeat(2000)}</text>`)}`
  ),
  // Much of it.
  row('segments-200000', 'either', () => svg(`<path d="${segments(200_000)}" stroke="red"/>`)),
  row('segments-stroked-dashes', 'either', () =>
    svg(
      `<path d="${segments(40_000)}" fill="none" stroke="red" stroke-width="3" stroke-dasharray=".1 .1" stroke-linejoin="round"/>`
    )
  ),
  row('elements-200000', 'either', () => svg('<rect width="9" height="9"/>'.repeat(200_000))),
  row('depth-100000', 'either', () => svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000))),
  row('depth-unclosed', 'refused', () => svg('<g>'.repeat(100_000))),
  row('attribute-5-MB', 'either', () => svg(`<g data-x="${'x'.repeat(5e6)}"/>`)),
  row('attributes-50000', 'either', () =>
    svg(`<g ${times(50_000, (n) => `a${n}="${n}"`).join(' ')}/>`)
  ),
  row('angle-brackets', 'refused', () => svg('<'.repeat(2e6))),
  row('unclosed-comment', 'refused', () => svg(`<!--${'<!--'.repeat(400_000)}`)),
  row('unclosed-quotes', 'refused', () => svg(`<g a="${"<g a='".repeat(200_000)}`)),
  row('unclosed-cdata', 'refused', () => svg('<![CDATA['.repeat(200_000))),
  row('spaces-before-5-MB', 'either', () => ' '.repeat(5e6) + PLAIN),
  row('spaces-in-tag', 'either', () => svg(`<use${' '.repeat(1e6)}/>`)),
  row('text-2-MB', 'either', () => svg(`<text>${'W'.repeat(2e6)}</text>`)),
  row('gradient-stops-100000', 'either', () =>
    svg(
      `<linearGradient id="g">${times(100_000, (n) => `<stop offset="${n / 1e5}" stop-color="#${(n % 4096).toString(16).padStart(3, '0')}"/>`).join('')}</linearGradient><rect width="200" height="100" fill="url(#g)"/>`
    )
  ),
  row('styles-20000', 'either', () =>
    svg(
      `<style>${times(20_000, (n) => `g g g:nth-child(${n}) *{fill:red}`).join('')}</style>${'<g><g><g/></g></g>'.repeat(500)}`
    )
  ),
  row('style-import', 'either', () =>
    svg('<style>@import url(https://evil.example/a.css);</style><rect width="9" height="9"/>')
  ),
  row('animation', 'either', () =>
    svg(
      '<rect width="9" height="9"><animate attributeName="x" values="0;100" dur="1ms" repeatCount="indefinite"/></rect>'.repeat(
        2000
      )
    )
  ),
  // Sizes.
  row('size-1e9', 'either', () =>
    svg('<rect width="100%" height="100%"/>', 'width="1e9" height="1e9"')
  ),
  row('size-negative', 'either', () =>
    svg('<rect width="9" height="9"/>', 'width="-5" height="-5"')
  ),
  row('size-0', 'either', () => svg('<rect width="9" height="9"/>', 'width="0" height="0"')),
  row('size-not-a-number', 'either', () =>
    svg('<rect width="9" height="9"/>', 'width="NaN" height="Infinity"')
  ),
  row('view-box-odd', 'either', () =>
    svg('<rect width="9" height="9"/>', 'viewBox="1e308 -1e308 1e-308 0"')
  ),
  row('size-thin', 'either', () =>
    svg('<rect width="9" height="9"/>', 'width="1" height="100000"')
  ),
  // Scripts, pages and other sites.
  row('script', 'either', () =>
    svg('<script>parent.hacked=1;alert(1)</script><rect width="9" height="9"/>')
  ),
  row('script-in-event', 'either', () =>
    svg(
      '<rect width="9" height="9" onload="hacked=1" onclick="alert(1)"/>',
      'width="9" height="9" onload="alert(1)"'
    )
  ),
  row('script-address', 'either', () =>
    svg('<a href="javascript:alert(1)"><rect width="9" height="9"/></a>')
  ),
  row('foreign-object', 'either', () =>
    svg(
      '<foreignObject width="99" height="99"><iframe xmlns="http://www.w3.org/1999/xhtml" srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;" src="https://evil.example"/></foreignObject>'
    )
  ),
  row('foreign-tables', 'either', () =>
    svg(
      `<foreignObject width="99" height="99"><div xmlns="http://www.w3.org/1999/xhtml">${'<table><tr><td>'.repeat(500)}x${'</td></tr></table>'.repeat(500)}</div></foreignObject>`
    )
  ),
  row('image-elsewhere', 'either', () =>
    svg('<image href="https://evil.example/spy.png" width="9" height="9"/>')
  ),
  row('use-elsewhere', 'either', () => svg('<use href="https://evil.example/a.svg#a"/>')),
  row('font-elsewhere', 'either', () =>
    svg(
      '<style>@font-face{font-family:x;src:url(https://evil.example/f.woff)}text{font-family:x}</style><text y="9">a</text>'
    )
  ),
  row('fill-elsewhere', 'either', () =>
    svg('<rect width="9" height="9" fill="url(https://evil.example/a.svg#a)"/>')
  ),
  row('image-of-itself', 'either', () =>
    svg(
      `<image href="data:image/svg+xml;base64,${Buffer.from(svg(copies(LINKS.plain ?? String))).toString('base64')}" width="99" height="99"/>`
    )
  ),
  row('images-within-images', 'either', () => nested(6)),
  row(
    'instruction',
    'either',
    () => `<?xml-stylesheet href="https://evil.example/a.css"?>${PLAIN}`
  ),
  // Not drawings.
  row('page', 'refused', () => '<!doctype html><svg><script>alert(1)</script></svg>'),
  row(
    'other-root',
    'refused',
    () => '<?xml version="1.0"?><math xmlns="http://www.w3.org/1998/Math/MathML"/>'
  ),
  row('not-closed', 'refused', () => PLAIN.slice(0, -6)),
  row('two-roots', 'refused', () => PLAIN + PLAIN),
  row(
    'no-namespace',
    'either',
    () => '<svg width="9" height="9"><rect width="9" height="9"/></svg>'
  ),
  row('gzip', 'refused', () => new Uint8Array(gzipSync(PLAIN))),
  row('utf-16', 'either', () => new Uint8Array(Buffer.from(`\uFEFF${PLAIN}`, 'utf16le'))),
  row('zeros-inside', 'refused', () => PLAIN.replace('<g', '<\0g')),
  ...times(12, (n) =>
    row(`flip-${n}`, 'either', (chance) => flipped(bytesOf(PLAIN), chance, 1 + n))
  ),
  ...times(6, (n) => row(`cut-${n}`, 'refused', (chance) => cutAt(bytesOf(PLAIN), chance))),
  // Rightly accepted.
  row('plain', 'accepted', () => PLAIN),
  row('bom', 'accepted', () => `\uFEFF${PLAIN}`),
  row(
    'drawing-program',
    'accepted',
    () =>
      `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- Created with a program -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [<!ENTITY ns_svg "http://www.w3.org/2000/svg">]>\n${PLAIN}`
  ),
  row('copies-100', 'accepted', () =>
    svg(`<rect id="a" width="9" height="9"/>${'<use href="#a" x="3"/>'.repeat(100)}`)
  ),
  row('cycle', 'either', () => svg('<g id="a"><use href="#a"/></g><rect width="9" height="9"/>')),
  row('map-of-2000-paths', 'accepted', () =>
    svg(times(2000, (n) => `<path d="M${n % 200} 0l5 5 5-5z"/>`).join(''))
  ),
  row('one-clip', 'accepted', () =>
    svg(
      '<clipPath id="c"><circle cx="50" cy="50" r="40"/></clipPath><rect clip-path="url(#c)" width="100" height="100"/>'
    )
  ),
  row('one-blur', 'accepted', () =>
    svg(
      '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter><rect filter="url(#f)" width="50" height="50"/>'
    )
  )
];

/** A drawing in a drawing, as addresses that hold their data. @param {number} levels @returns {string} */
function nested(levels) {
  if (levels === 0) return PLAIN;
  const inner = Buffer.from(nested(levels - 1)).toString('base64');
  return svg(
    `<image href="data:image/svg+xml;base64,${inner}" width="99" height="99"/>`.repeat(
      levels < 4 ? 3 : 1
    )
  );
}

export const svgs = inputsOf('svg', ROWS);
