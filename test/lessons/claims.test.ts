import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readShipped } from '../../src/formats/shippedAnswers.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { t, type MessageKey } from '../../src/ui/i18n.ts';
import { parseLink } from '../../src/ui/lab/away/labLink.ts';
import {
  lessonFigures,
  standardFigures,
  TOLD_OF,
  type LessonFigures,
  type StandardFigures
} from '../../src/ui/lessons/lessonFigures.ts';
import { LESSON_IDS, lessonOf, planOfLesson } from '../../src/ui/lessons/lessonPlan.ts';
import { lessonWords, standardWords } from '../../src/ui/lessons/lessonWords.ts';
import facts from '../../src/ui/lab/landing/landingFacts.json' with { type: 'json' };
import lessons from '../../src/ui/messages/en/lessons.json' with { type: 'json' };
import stage from '../../src/ui/messages/en/stage.json' with { type: 'json' };
import { storyHash, stepOf, STORY } from '../../src/ui/stage/storySteps.ts';
import { Breather } from '../../src/workers/breather.ts';

let figures: LessonFigures;
let longer: StandardFigures;
let words: ReturnType<typeof lessonWords> & ReturnType<typeof standardWords>;
/** How often the page could answer while it was counted. */
let rests: number;

beforeAll(async () => {
  const survey = await loadSurvey();
  const shipped = await readShipped(new Blob([readFileSync('public/shipped/answers.bin')]));
  const rest = vi.spyOn(Breather.prototype, 'rest');
  const [quick, standard] = [
    await lessonFigures(shipped, survey),
    await standardFigures(shipped, survey)
  ];
  if (!quick || !standard) throw new Error('The shipped answers lack something that is told.');
  rests = rest.mock.calls.length;
  rest.mockRestore();
  figures = quick;
  longer = standard;
  const nameOf = (code: string) => survey.country(code)?.name ?? code;
  words = { ...lessonWords(figures, nameOf), ...standardWords(longer) };
}, 120_000);

function sentences(tree: object, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}.${key}`, value] as [string, string]]
      : sentences(value as object, `${path}.${key}`)
  );
}

describe('what story and lessons tell of the shipped answers', () => {
  it('has a figure for every placeholder, and none is missing or no number', () => {
    const told = [
      ...sentences(stage.story, 'stage.story'),
      ...sentences(lessons.list, 'lessons.list')
    ];
    expect(told.length).toBeGreaterThan(60);
    for (const [key] of told)
      expect(t(key as MessageKey, words), key).not.toMatch(/\{\{|NaN|undefined/);
  });

  it('is counted picture by picture, so that the page answers in between', () => {
    expect(rests).toBeGreaterThanOrEqual(figures.flags.n + longer.flags.n);
  });

  it('is what the first page tells of the same answer', () => {
    const { blank, reach, shown, picture, question, country } = facts.flag;
    expect([TOLD_OF.flag, TOLD_OF.question, TOLD_OF.country]).toEqual([picture, question, country]);
    expect(figures.marks.blank).toBeCloseTo(blank, 2);
    expect(figures.marks.reach).toBeCloseTo(reach, 2);
    expect(figures.marks.shown).toBeCloseTo(shown, 2);
  });

  // What the sentences say without a number: where one fails, its sentence has to be rewritten.
  it('“with the flag the answer moves”: farther than blank pictures lie apart', () => {
    expect(figures.marks.moved).toBeGreaterThan(figures.marks.reach);
    expect(figures.flag.beyond).toBeGreaterThan(0);
    expect(figures.flag.beyond).toBeLessThan(figures.flag.of);
  });

  it('“a blank picture moves it, too”, and most answers', () => {
    expect(figures.marks.anyStep).toBeGreaterThan(figures.marks.reach);
    expect(figures.bare.beyond).toBeGreaterThan(figures.bare.of / 2);
  });

  it('without the control all would have been called the flag’s: the step to any picture is the longer', () => {
    expect(figures.bare.mean).toBeGreaterThan(figures.flag.mean);
    expect(figures.marks.anyStep).toBeGreaterThan(figures.marks.moved);
    expect(figures.fromNone).toBeGreaterThan(figures.flag.mean);
  });

  it('two flags move answers the same way, more often than apart', () => {
    expect(figures.ways.same).toBeGreaterThan(figures.ways.opposite);
    expect(figures.ways.same + figures.ways.opposite).toBeLessThanOrEqual(figures.flag.of);
  });

  it('how far and where are two questions: the dish moves more, and its place is no better than middling', () => {
    expect(figures.dish.beyond).toBeGreaterThan(figures.flag.beyond);
    const { rank, countries } = figures.dishPlace;
    expect(rank).toBeGreaterThan(countries.length / 4);
  });

  it('places cannot be told from chance: the intervals over flags hold one half', () => {
    for (const { interval, n } of [figures.flags, longer.flags]) {
      expect(n).toBeGreaterThanOrEqual(6);
      expect(interval?.[0]).toBeLessThan(0.5);
      expect(interval?.[1]).toBeGreaterThan(0.5);
    }
  });

  it('steps on the scale are what a learner gets who subtracts the places', () => {
    const { none, blank, flag, anyStep, moved, fromNone } = words;
    expect(Number(anyStep)).toBe(Math.abs(Number(none) - Number(blank)));
    expect(Number(moved)).toBe(Math.abs(Number(flag) - Number(blank)));
    expect(Number(fromNone)).toBe(Math.abs(Number(flag) - Number(none)));
  });

  it('every flag’s and name’s place is over as many questions as the text says', () => {
    expect(new Set(figures.flags.questions)).toEqual(new Set([figures.flagPlace.n]));
    expect(new Set(figures.names.questions)).toEqual(new Set([figures.flagPlace.n]));
    expect(new Set(longer.flags.questions).size).toBe(1);
  });

  it('most of the differences between people lie within countries', () => {
    expect(figures.people.between).toBeLessThan(0.5);
    expect(figures.people.asked).toBeLessThan(figures.people.countries);
    expect(figures.people.share).toBeLessThan(1);
  });
});

describe('the story', () => {
  it('has at most eight steps, each with an address of its own and a place in the Lab', () => {
    expect(STORY.length).toBeLessThanOrEqual(8);
    expect(STORY.map(({ id }) => id)).toEqual(Object.keys(stage.story));
    STORY.forEach(({ lab }, at) => {
      expect(stepOf(storyHash(at))).toBe(at);
      expect(parseLink(lab)?.broken, lab).toEqual([]);
    });
    expect([stepOf('#/story'), stepOf('#/story/0'), stepOf('#/story/99')]).toEqual([
      0,
      0,
      STORY.length - 1
    ]);
  });
});

describe('the lessons', () => {
  it('take 20, 45 and 90 minutes, part by part', () => {
    const sums = LESSON_IDS.map((id) =>
      planOfLesson(id).parts.reduce((sum, { minutes }) => sum + minutes, 0)
    );
    expect(sums).toEqual([20, 45, 90]);
    expect(LESSON_IDS.map((id) => planOfLesson(id).minutes)).toEqual(sums);
  });

  it('say all that is written of them, and lead to places that there are', () => {
    expect(Object.keys(lessons.list)).toEqual(LESSON_IDS);
    for (const id of LESSON_IDS) {
      const { goals, parts, tasks, discuss } = planOfLesson(id);
      const written = lessons.list[id];
      expect(goals).toEqual(Object.keys(written.goals));
      expect(parts.map((part) => part.id)).toEqual(Object.keys(written.plan));
      expect(tasks.map((task) => task.id)).toEqual(Object.keys(written.tasks));
      expect(discuss).toEqual(Object.keys(written.discuss));
      for (const { where } of tasks) {
        if (where.startsWith('#/lab')) expect(parseLink(where)?.broken, where).toEqual([]);
        else expect(where).toMatch(/^#\/(explore\?q=Q46&c=KOR|study|story)$/);
      }
      expect(lessonOf(`#/lessons/${id}`)).toBe(id);
    }
    expect(lessonOf('#/lessons')).toBeNull();
    expect(lessonOf('#/lessons/none')).toBeNull();
  });

  it('are short enough to be translated', () => {
    const all = sentences(lessons, 'lessons').map(([, text]) => text);
    expect(all.join(' ').split(/\s+/).length).toBeLessThan(2500);
  });
});
