import { calibrationOf, type Calibration } from '../../core/answers/calibration.ts';
import {
  defaultReadout,
  gradeReading,
  type ReadingGrade
} from '../../core/answers/readingCheck.ts';
import { KNOWN_TRUTHS } from '../../core/prompts/knownTruths.ts';
import { READING_QUESTIONS } from '../../core/prompts/readingQuestions.ts';
import type { Readout } from '../../core/prompts/types.ts';
import type { AskServices } from './ask.ts';
import { askBothReadouts, type CheckEvents, type CheckRun } from './bothReadouts.ts';

/** Does the model read the options? Per readout how many trivial questions it got right. */
export interface ReadingReport {
  grades: Record<Readout, ReadingGrade>;
  /** The readout that this model starts with. */
  readout: Readout;
  /** Whether it follows stated frequencies; checks of earlier versions did not ask. */
  truths?: Record<Readout, Calibration>;
}

/** Of a readout in which a server cannot be asked. */
const UNASKED: ReadingGrade = { correct: 0, n: 0, chance: 0, interval: [0, 1] };

/** The reading check (docs/method.md): READING_QUESTIONS, which decide the model's readout. */
export function checkReading(services: AskServices, events: CheckEvents): CheckRun<ReadingReport> {
  const judge = (answers: Parameters<typeof gradeReading>[0]) => {
    const found = gradeReading(answers);
    if (!found.letter && !found.text) return null;
    // Some servers tell letters only: what cannot be asked is no readout to begin with.
    const only = found.text ? (found.letter ? null : 'text') : 'letter';
    const grades = { letter: found.letter ?? UNASKED, text: found.text ?? UNASKED };
    return { grades, readout: only ?? defaultReadout(grades) };
  };
  return askBothReadouts(READING_QUESTIONS, judge, services, events);
}

/** KNOWN_TRUTHS, which decide nothing: does the model follow the frequencies that they state? */
export function checkTruths(
  services: AskServices,
  events: CheckEvents
): CheckRun<Record<Readout, Calibration>> {
  return askBothReadouts(KNOWN_TRUTHS, (answers) => both(calibrationOf(answers)), services, events);
}

function both<Found>({ letter, text }: Record<Readout, Found | null>) {
  return letter && text ? { letter, text } : null;
}
