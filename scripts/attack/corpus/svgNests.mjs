/** Parts of drawings that refer to each other, ten times at every level, and filters without measure. */
import { times } from './input.mjs';

const LEVELS = 8;

/**
 * Each level's container uses the level below ten times.
 * @param {(level: number, inner: string) => string} container an element with the id `n<level>`
 * @param {(level: number) => string} user an element that is drawn with the container of a level
 */
function nest(container, user) {
  const levels = times(LEVELS, (level) => {
    const inner = level === 0 ? '<rect width="90" height="90"/>' : user(level - 1).repeat(10);
    return container(level, inner);
  });
  return () => `<defs>${levels.join('')}</defs>${user(LEVELS - 1)}`;
}

const shape = (/** @type {string} */ attributes) => `<rect width="90" height="90" ${attributes}/>`;

/** @type {Record<string, () => string>} */
export const nests = {
  'clip-path': nest(
    (level, inner) => `<clipPath id="n${level}">${inner}</clipPath>`,
    (level) => shape(`clip-path="url(#n${level})"`)
  ),
  mask: nest(
    (level, inner) => `<mask id="n${level}">${inner}</mask>`,
    (level) => shape(`fill="white" mask="url(#n${level})"`)
  ),
  'mask-entities': nest(
    (level, inner) => `<mask id="n${level}">${inner}</mask>`,
    (level) => shape(`fill="white" mask="&#117;rl(&#35;n${level})"`)
  ),
  pattern: nest(
    (level, inner) =>
      `<pattern id="n${level}" width=".1" height=".1" viewBox="0 0 90 90">${inner}</pattern>`,
    (level) => shape(`fill="url(#n${level})"`)
  ),
  marker: nest(
    (level, inner) =>
      `<marker id="n${level}" markerWidth="9" markerHeight="9" viewBox="0 0 90 90">${inner}</marker>`,
    (level) =>
      `<path d="M0 0l9 9 9-9 9 9 9-9 9 9" marker-mid="url(#n${level})" marker-start="url(#n${level})"/>`
  ),
  filter: nest(
    (level, inner) =>
      `<g id="n${level}">${inner}</g><filter id="f${level}"><feImage href="#n${level}"/></filter>`,
    (level) => shape(`filter="url(#f${level})"`)
  ),
  symbol: nest(
    (level, inner) => `<symbol id="n${level}">${inner}</symbol>`,
    (level) => `<use href="#n${level}"/>`
  ),
  'style-attribute': nest(
    (level, inner) => `<mask id="n${level}">${inner}</mask>`,
    (level) => shape(`style="fill:white;mask:url(#n${level})"`)
  ),
  'style-sheet': () =>
    `<style>${times(LEVELS - 1, (n) => `.m${n + 1}{mask:url(#n${n})}`).join('')}.top{mask:url(#n${LEVELS - 1})}</style>` +
    `<defs>${times(LEVELS, (n) => `<mask id="n${n}">${`<rect class="m${n}" width="90" height="90" fill="white"/>`.repeat(10)}</mask>`).join('')}</defs>` +
    '<rect class="top" width="90" height="90"/>',
  'text-path': nest(
    (level, inner) => `<g id="n${level}">${inner}</g>`,
    (level) => `<use href="#n${level}"/><text><textPath href="#n${level}">abc</textPath></text>`
  ),
  'gradient-chain': () =>
    `<defs>${times(50_000, (n) => `<linearGradient id="g${n}" href="#g${n + 1}"/>`).join('')}</defs><rect width="90" height="90" fill="url(#g0)"/>`,
  'mask-cycle': () =>
    '<mask id="a"><rect width="9" height="9" mask="url(#b)"/></mask><mask id="b"><rect width="9" height="9" mask="url(#a)"/></mask><rect width="9" height="9" mask="url(#a)"/>'
};

/** A large rectangle through one filter. @param {string} parts */
const filtered = (parts) => () =>
  `<filter id="f" x="-10" y="-10" width="21" height="21">${parts}</filter><rect width="4000" height="4000" filter="url(#f)"/>`;

/** @type {Record<string, () => string>} */
export const filterBombs = {
  morphology: filtered('<feMorphology operator="dilate" radius="2000"/>'),
  'morphology-chain': filtered('<feMorphology operator="erode" radius="500"/>'.repeat(100)),
  'morphology-entity': filtered('<feMorphology operator="dilate" radius="&#50;000"/>'),
  turbulence: filtered('<feTurbulence baseFrequency="0.9" numOctaves="1000"/>'),
  blur: filtered('<feGaussianBlur stdDeviation="9999"/>'.repeat(200)),
  convolve: filtered(
    `<feConvolveMatrix order="60" kernelMatrix="${times(3600, (n) => n % 9).join(' ')}"/>`
  ),
  lighting: filtered(
    '<feSpecularLighting surfaceScale="9" specularExponent="120"><fePointLight x="9" y="9" z="9"/></feSpecularLighting>'.repeat(
      50
    )
  ),
  displacement: filtered('<feDisplacementMap in2="SourceGraphic" scale="9999"/>'.repeat(100)),
  merge: filtered(`<feMerge>${'<feMergeNode in="SourceGraphic"/>'.repeat(20_000)}</feMerge>`),
  'on-every-element': () =>
    `<filter id="f"><feGaussianBlur stdDeviation="50"/></filter>${'<rect width="900" height="900" filter="url(#f)"/>'.repeat(2000)}`
};
