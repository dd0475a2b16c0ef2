import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Movement } from '../../../core/measures/movement.ts';
import { groupRows, type RowMoves } from './grouping.ts';
import type { QuestionView } from './views.ts';

const view = (id: string, topic = 'Security') =>
  ({ question: { id, topic }, answers: [], figure: null }) as unknown as QuestionView;
const net = (size: number, reach: number | null) => ({ size, reach }) as Movement;
const single = (size: number, reach: number | null): RowMoves => ({
  sizes: [size],
  nets: [net(size, reach)]
});
const ids = (views: readonly QuestionView[]) => views.map(({ question }) => question.id);
const views = ['Q1', 'Q2', 'Q3', 'Q4'].map((id) => view(id));

describe('rows', () => {
  const moves: Record<string, RowMoves> = {
    Q1: single(0.1, 0.3),
    Q2: single(0.2, 0.1),
    Q3: single(0.4, 0.4),
    Q4: single(0.3, 0.1)
  };
  const of = ({ question }: QuestionView) => moves[question.id] as RowMoves;

  test('that moved most come first, those that blanks move as far stand apart', () => {
    const { shown, within } = groupRows(views, 'moved', of);
    expect([ids(shown), ids(within)]).toEqual([
      ['Q4', 'Q2'],
      ['Q3', 'Q1']
    ]);
  });

  test('stay where they are looked for in another order', () => {
    expect(ids(groupRows(views, 'question', of).shown)).toEqual(['Q1', 'Q2', 'Q3', 'Q4']);
    expect(groupRows(views, 'topic', of).within).toEqual([]);
  });

  test('of several pictures go by the farthest that is beyond reach; one is enough', () => {
    const several: Record<string, RowMoves> = {
      Q1: { sizes: [0.3, 0.1], nets: [net(0.3, 0.3), net(0.35, 0.3)] },
      Q2: { sizes: [0.2, 0.1], nets: [net(0.2, 0.1), net(0.1, 0.1)] },
      Q3: { sizes: [0.5, 0.4], nets: [net(0.5, 0.5), net(0.4, 0.5)] },
      Q4: { sizes: [0.1, null], nets: [net(0.1, 0.2), null] }
    };
    const found = groupRows(views, 'moved', ({ question }) => several[question.id] as RowMoves);
    expect(ids(found.shown)).toEqual(['Q2', 'Q1', 'Q4']);
    expect(ids(found.within)).toEqual(['Q3']);
  });

  test('without blanks stand together', () => {
    const found = groupRows(views, 'moved', () => single(0.1, null));
    expect([found.shown.length, found.within.length]).toEqual([4, 0]);
  });

  test('are none lost and none doubled', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.record({ size: share, reach: fc.option(share) }), { maxLength: 8 }),
        (all) => {
          const some = all.map((_, k) => view(`Q${k + 1}`));
          const { shown, within } = groupRows(some, 'moved', ({ question }) => {
            const { size, reach } = all[Number(question.id.slice(1)) - 1] as (typeof all)[number];
            return single(size, reach);
          });
          expect([...ids(shown), ...ids(within)].sort()).toEqual(ids(some).sort());
        }
      )
    );
  });
});
