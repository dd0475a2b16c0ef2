import type { LessonFigures } from '../lessons/lessonFigures.ts';
import type { RowInput } from '../rows/rowInput.ts';

const FLAG = '#/lab?picture=flag-kor';

interface StoryStep {
  /** Its words are `stage.story.ID`. */
  id: 'belief' | 'flag' | 'blank' | 'net' | 'other' | 'own' | 'limits' | 'yours';
  /** The same in the Lab. */
  lab: string;
  /** What is drawn below the words. */
  row?: (figures: LessonFigures) => RowInput;
}

const told = (row: RowInput): RowInput => ({ ...row, name: null });
const alone = (row: RowInput): RowInput => ({ ...told(row), people: [] });

/** Measured from no picture, as one would who knows no blank ones. */
function fromNone(row: RowInput): RowInput {
  return { ...alone(row), zero: { kind: 'neutral', answers: row.neutral ? [row.neutral] : [] } };
}

/** "Does a flag change what a machine believes?" in three minutes; the address of each is `#/story/NUMBER`. */
export const STORY: readonly StoryStep[] = [
  { id: 'belief', lab: FLAG },
  { id: 'flag', lab: `${FLAG}&from=neutral&open=Q1`, row: ({ row }) => fromNone(row) },
  { id: 'blank', lab: `${FLAG}&open=Q1`, row: ({ row }) => alone(row) },
  { id: 'net', lab: `${FLAG}&open=Q1`, row: ({ row }) => told(row) },
  {
    id: 'other',
    lab: '#/lab?picture=flag-kor,flag-bra&open=Q1',
    row: ({ pairRow }) => told(pairRow)
  },
  { id: 'own', lab: FLAG },
  { id: 'limits', lab: `${FLAG}&ask=standard` },
  { id: 'yours', lab: `${FLAG}&guess=first` }
];

/** The step of an address, from 0: the first where it names none. */
export function stepOf(hash: string): number {
  const number = Number(/^#\/story\/(\d{1,2})(?:[/?]|$)/.exec(hash)?.[1] ?? 1);
  return Math.max(0, Math.min(STORY.length, number) - 1);
}

/** The address of a step, from 0. */
export const storyHash = (at: number): string => `#/story/${at + 1}`;
