import type { Question } from '../../core/survey/types.ts';
import { wrapText, type Measure } from '../charts/text.ts';
import { toneOf, type Tone } from './tone.ts';

export interface KeyItem {
  tone: Tone;
  code: number;
  x: number;
  y: number;
  /** Empty for the inner steps of a scale whose answers are plain numbers. */
  lines: readonly string[];
  /** Where the text starts. */
  textX: number;
  textY: number;
}

export interface KeyLayout {
  items: readonly KeyItem[];
  height: number;
}

export const SWATCH = 18;
export const KEY_LINE = 17;
const GAP = 16;
const ROW = 24;

/** Is this a scale whose inner steps are only numbers (1 to 10), with words at its ends? */
function isNumbered({ options, codes }: Question): boolean {
  const inner = options.slice(1, -1);
  return inner.length > 4 && inner.every((option, index) => option === String(codes[index + 1]));
}

/**
 * The key of a question's options, flowing over as many lines as the width needs. A numbered
 * scale is one strip with the words of its ends below.
 */
export function layoutKey(question: Question, width: number, measure: Measure): KeyLayout {
  return isNumbered(question) ? strip(question, width, measure) : flow(question, width, measure);
}

function flow(question: Question, width: number, measure: Measure): KeyLayout {
  const items: KeyItem[] = [];
  let x = 0;
  let y = 0;
  let rowHeight = ROW;
  question.options.forEach((option, index) => {
    const lines = wrapText(option, width - SWATCH - 8, measure, 3);
    const needed = SWATCH + 6 + Math.max(...lines.map(measure));
    if (x > 0 && x + needed > width) {
      x = 0;
      y += rowHeight;
      rowHeight = ROW;
    }
    items.push({
      tone: toneOf(question, index),
      code: question.codes[index] ?? 0,
      x,
      y,
      lines,
      textX: x + SWATCH + 6,
      textY: y + 14
    });
    x += needed + GAP;
    rowHeight = Math.max(rowHeight, ROW + (lines.length - 1) * KEY_LINE);
  });
  return { items, height: y + rowHeight };
}

function strip(question: Question, width: number, measure: Measure): KeyLayout {
  const { options, codes } = question;
  const last = options.length - 1;
  const step = Math.min(28, width / options.length);
  const words = [endWords(options[0] ?? ''), endWords(options[last] ?? '')];
  const half = Math.max(step * options.length, Math.min(width, 420)) / 2 - 6;
  const ends = words.map((text) => wrapText(text, half, measure, 3));
  const lineCount = Math.max(...ends.map((lines) => lines.length));
  const items = options.map((_, index): KeyItem => {
    const lines = index === 0 ? (ends[0] ?? []) : index === last ? (ends[1] ?? []) : [];
    const wide = Math.max(0, ...lines.map(measure));
    return {
      tone: toneOf(question, index),
      code: codes[index] ?? 0,
      x: index * step,
      y: 0,
      lines,
      textX:
        index === last ? Math.max(half + 12, Math.min(width - wide, last * step - wide / 2)) : 0,
      textY: SWATCH + KEY_LINE
    };
  });
  return { items, height: SWATCH + 4 + lineCount * KEY_LINE + 8 };
}

/** "1 (not at all important)" -> "1: not at all important", short enough for a corner. */
const endWords = (option: string) => option.replace(/^(-?\d+) \((.+)\)$/, '$1: $2');
