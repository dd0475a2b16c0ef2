import type { TermId } from '../glossary/terms.ts';

/** What a lesson holds beside its words, which are `lessons.list.ID`. */
interface LessonPlan {
  minutes: number;
  goals: readonly string[];
  /** Its parts in order, each with its minutes and the exercises that it takes. */
  parts: readonly { id: string; minutes: number }[];
  /** Exercises, each with the place in the app where it is done. */
  tasks: readonly { id: string; where: string }[];
  discuss: readonly string[];
  terms: readonly TermId[];
  /** Its answers need the figures of the longer set of questions. */
  standard?: true;
}

const FLAG = '#/lab?picture=flag-kor';
const EXPLORE = '#/explore?q=Q46&c=KOR';

/** The three lessons, youngest first; the path of each is `#/lessons/ID`. */
export const LESSONS = {
  answers: {
    minutes: 20,
    goals: ['a', 'b', 'c'],
    parts: [
      { id: 'a', minutes: 6 },
      { id: 'b', minutes: 7 },
      { id: 'c', minutes: 4 },
      { id: 'd', minutes: 3 }
    ],
    tasks: [
      { id: 'a', where: `${FLAG}&guess=first` },
      { id: 'b', where: FLAG },
      { id: 'c', where: `${FLAG}&open=Q1` },
      { id: 'd', where: '#/story' }
    ],
    discuss: ['a', 'b', 'c'],
    terms: ['distribution', 'blank', 'band', 'figure']
  },
  control: {
    minutes: 45,
    goals: ['a', 'b', 'c', 'd'],
    parts: [
      { id: 'a', minutes: 5 },
      { id: 'b', minutes: 12 },
      { id: 'c', minutes: 8 },
      { id: 'd', minutes: 10 },
      { id: 'e', minutes: 10 }
    ],
    tasks: [
      { id: 'a', where: FLAG },
      { id: 'b', where: '#/lab?picture=flag-kor,flag-bra' },
      { id: 'c', where: '#/lab?picture=bibimbap' },
      { id: 'd', where: EXPLORE },
      { id: 'e', where: EXPLORE }
    ],
    discuss: ['a', 'b', 'c', 'd'],
    terms: ['control', 'blank', 'band', 'moved', 'pointing', 'figure', 'caveat']
  },
  evidence: {
    minutes: 90,
    goals: ['a', 'b', 'c', 'd', 'e'],
    parts: [
      { id: 'a', minutes: 12 },
      { id: 'b', minutes: 22 },
      { id: 'c', minutes: 12 },
      { id: 'd', minutes: 14 },
      { id: 'e', minutes: 18 },
      { id: 'f', minutes: 12 }
    ],
    tasks: [
      { id: 'a', where: `${FLAG}&open=Q1` },
      { id: 'b', where: FLAG },
      { id: 'c', where: '#/lab?picture=flag-kor&ask=standard' },
      { id: 'd', where: '#/lab?picture=flag-kor&from=neutral' },
      { id: 'e', where: EXPLORE },
      { id: 'f', where: '#/study' }
    ],
    discuss: ['a', 'b', 'c', 'd'],
    terms: [
      'distribution',
      'band',
      'moved',
      'control',
      'pointing',
      'interval',
      'p',
      'multiverse',
      'plan',
      'notShown',
      'caveat'
    ],
    standard: true
  }
} as const satisfies Record<string, LessonPlan>;

export type LessonId = keyof typeof LESSONS;
export const LESSON_IDS = Object.keys(LESSONS) as LessonId[];

/** The lesson that a hash names, `#/lessons/control`; null for the list and unknown ones. */
export function lessonOf(hash: string): LessonId | null {
  const [, id] = /^#\/lessons\/([^/?]+)/.exec(hash) ?? [];
  return LESSON_IDS.find((known) => known === id) ?? null;
}

/** A plan as it is read, whatever lesson it is of. */
export const planOfLesson = (id: LessonId): LessonPlan => LESSONS[id];
