import type { CueKind } from '../../core/prompts/types.ts';

/** Who gives an answer: one of the cues, the people of the survey, a baseline to judge by, or the reader. */
export type Role = CueKind | 'survey' | 'baseline' | 'you';

/** One colour and one shape per role everywhere, so that colour is never the only sign. */
export type Shape = 'circle' | 'square' | 'diamond' | 'ring' | 'bar' | 'triangle';

const SHAPES: Record<Role, Shape> = {
  neutral: 'circle',
  country: 'square',
  picture: 'diamond',
  frame: 'ring',
  blank: 'ring',
  shuffled: 'diamond',
  caption: 'diamond',
  survey: 'bar',
  baseline: 'ring',
  you: 'triangle'
};

/** SVG path of a role's shape around a point, of about the same visual weight for each. */
export function shapePath(role: Role, x: number, y: number, radius: number): string {
  switch (SHAPES[role]) {
    case 'square': {
      const side = radius * 0.9;
      return `M${x - side} ${y - side}h${2 * side}v${2 * side}h${-2 * side}Z`;
    }
    case 'diamond': {
      const reach = radius * 1.25;
      return `M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}Z`;
    }
    case 'triangle':
      return `M${x} ${y + radius}L${x - radius} ${y - radius}h${2 * radius}Z`;
    case 'bar':
      return `M${x - 1.5} ${y - radius * 1.4}h3v${radius * 2.8}h-3Z`;
    default:
      return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  }
}
