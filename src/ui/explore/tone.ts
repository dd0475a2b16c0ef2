import { placeOnScale } from '../../core/survey/scale.ts';
import type { Question } from '../../core/survey/types.ts';

/**
 * How an option is coloured: `step`, a place from 0 to 1 on one ramp (1 is the most of what the
 * scale measures), or `kind`, one of the colours for choices without order.
 */
export type Tone = { step: number } | { kind: number };

/** Colours for choices without order that explore.css defines. */
const KINDS = 8;
/** Where the ramp's label colours change, one theme at each place; explore.css has the colours. */
const MIDDLE = 0.36;
const STRONG = 0.64;

export function toneOf(question: Question, index: number): Tone {
  const step = placeOnScale(question, index);
  return step === null ? { kind: index % KINDS } : { step };
}

/** Classes of a filled mark and of the label upon it. */
export function toneClasses(tone: Tone): { fill: string; label: string } {
  if ('kind' in tone) return { fill: `tone-kind-${tone.kind}`, label: 'on-kind' };
  const label = tone.step >= STRONG ? 'on-strong' : tone.step >= MIDDLE ? 'on-middle' : 'on-soft';
  return { fill: 'tone-step', label };
}

/** Place on the ramp in per cent, for the custom property `--step`; null for a kind. */
export const stepPercent = (tone: Tone): string | null =>
  'step' in tone ? `${Math.round(tone.step * 100)}%` : null;
