import { describe, expect, it } from 'vitest';
import { loadSurvey } from '../../../../survey/dataset.ts';
import type { Question } from '../../../../core/survey/types.ts';
import { movementLines } from '../../../rows/movement.ts';
import { layoutPlot } from '../../../rows/plotMarks.ts';
import type { RowInput } from '../../../rows/rowInput.ts';
import { sentenceOfRow } from '../../../rows/rowWords.ts';
import type { CardContent } from './cardContent.ts';
import { CARD, type CardOp, type CardMeasure } from './cardOps.ts';
import { layoutCard } from './layoutCard.ts';

const { questions } = await loadSurvey();

/** Somewhat wider than the fonts of a page are. */
const measure: CardMeasure = (text, { size, bold }) => text.length * size * (bold ? 0.6 : 0.55);

const frame = {
  brand: 'Valueshift',
  date: '26 November 2026',
  badges: [],
  row: null,
  caption:
    'Flag of the United Kingdom of Great Britain and Northern Ireland, shown to the model smolvlm-500m-q8, read in words against the same words without the question; 258 questions. People: World Values Survey wave 7 and European Values Study 2017, joint file.',
  honest: 'Measured on a model, not on people.',
  alt: ''
} as const;

/** A spread that gains on one side from `lean`. */
function spread(n: number, lean: number): number[] {
  const raw = Array.from({ length: n }, (_, k) => 1 + lean * k);
  const sum = raw.reduce((all, each) => all + each, 0);
  return raw.map((each) => each / sum);
}

function rowOf(question: Question, pictures = 1): RowInput {
  const n = question.options.length;
  return {
    question,
    zero: { kind: 'blank', answers: [0, 0.05, 0.1].map((lean) => spread(n, lean)) },
    neutral: spread(n, 0.2),
    name: spread(n, 0.4),
    pictures: Array.from({ length: pictures }, (_, k) => ({
      ...{ key: `p${k}`, name: `Picture ${k}`, distribution: spread(n, 3 + k) },
      letter: pictures > 1 ? String.fromCharCode(65 + k) : null
    })),
    people: [{ country: 'South Korea', distribution: spread(n, 9) }]
  };
}

function questionCard(question: Question, pictures: number, picture: boolean): CardContent {
  const row = rowOf(question, pictures);
  const moved = movementLines(row).lines;
  const drawn = { plot: layoutPlot(row, 'flag'), sentence: sentenceOfRow(row), moved };
  return {
    ...{ ...frame, title: question.text, row: { ...drawn, unit: '% of the scale' } },
    pictures: picture ? row.pictures.map(({ letter }) => ({ width: 300, height: 200, letter })) : []
  };
}

/** What of an op lies farthest out: left, top, right, bottom. */
function edges(op: CardOp): [number, number, number, number] {
  switch (op.kind) {
    case 'line': {
      const xs = [op.from[0], op.to[0]];
      const ys = [op.from[1], op.to[1]];
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    }
    case 'shape': {
      const xs = op.points.map(([x]) => x);
      const ys = op.points.map(([, y]) => y);
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    }
    case 'ring':
    case 'disc':
      return [op.x - op.r, op.y - op.r, op.x + op.r, op.y + op.r];
    case 'text': {
      const width = measure(op.text, op.font);
      const left = op.x - { left: 0, center: width / 2, right: width }[op.align];
      return [left, op.y - 0.8 * op.font.size, left + width, op.y + 0.25 * op.font.size];
    }
    default:
      return [op.x, op.y, op.x + op.width, op.y + op.height];
  }
}

function expectInside([ground, ...rest]: readonly CardOp[]) {
  expect(ground).toMatchObject({ kind: 'rect', x: 0, y: 0, ...{ width: 1200, height: 630 } });
  const outside = rest.filter((op) => {
    const [left, top, right, bottom] = edges(op);
    return left < 24 || top < 24 || right > CARD.width - 24 || bottom > CARD.height - 24;
  });
  expect(outside).toEqual([]);
}

/** Text that overlaps other text in the same place cannot be read. */
function expectApart(ops: readonly CardOp[]) {
  const boxes = ops.flatMap((op) => (op.kind === 'text' ? [{ op, box: edges(op) }] : []));
  const meeting = boxes.flatMap(({ op, box }, k) =>
    boxes.slice(k + 1).flatMap((other) => {
      const across = Math.min(box[2], other.box[2]) - Math.max(box[0], other.box[0]);
      const down = Math.min(box[3], other.box[3]) - Math.max(box[1], other.box[1]);
      // Lines stand close: a tenth of a letter may meet.
      return across > 4 && down > 5 ? [[op.text, other.op.text]] : [];
    })
  );
  expect(meeting).toEqual([]);
}

describe('layoutCard', () => {
  it('has room for every question, with and without a picture, for one and for eight', () => {
    for (const question of questions) {
      for (const [pictures, shown] of [
        [1, true],
        [1, false],
        [8, true]
      ] as const) {
        const ops = layoutCard(questionCard(question, pictures, shown), measure);
        expectInside(ops);
        expectApart(ops);
      }
    }
  });

  it('cuts no word of a question', () => {
    const longest = questions.toSorted((a, b) => b.text.length - a.text.length)[0]!;
    const ops = layoutCard(questionCard(longest, 1, true), measure);
    const words = ops.flatMap((op) => (op.kind === 'text' ? [op.text] : [])).join(' ');
    expect(words).toContain(longest.text);
    expect(Math.min(...ops.flatMap((op) => (op.kind === 'text' ? [op.font.size] : [])))).toBe(18);
  });

  it('has room for the longest verdict and what is said of eight pictures', () => {
    const title =
      'Beyond a blank picture’s reach, A moved 103 of 258 answers, B 102, C 101, D 100, E 99, F 98, G 97, H 96 so far.';
    const badge = {
      label: 'Points to Bosnia and Herzegovina',
      main: 'Not shown',
      note: 'needs a lead of 7, so far from three of the twelve questions'
    };
    const tall = { width: 300, height: 900, letter: 'A' };
    const wide = { width: 900, height: 100, letter: null };
    for (const pictures of [[], [tall], [wide], [tall, tall, wide], Array(8).fill(tall)]) {
      const ops = layoutCard({ ...frame, title, badges: [badge, badge, badge], pictures }, measure);
      expectInside(ops);
      expectApart(ops);
    }
  });
});
