import { toAnswer } from '../../core/answers/answer.ts';
import { brief } from '../../core/prompts/brief.ts';
import {
  defaultReadout,
  gradeReading,
  type ReadingGrade
} from '../../core/answers/readingCheck.ts';
import { READING_QUESTIONS } from '../../core/prompts/readingQuestions.ts';
import type { Answer } from '../../core/answers/types.ts';
import type { Readout } from '../../core/prompts/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { AskProgress } from './askApi.ts';
import { createAsk, type AskServices } from './ask.ts';

/** Does the model read the options? Per readout how many trivial questions it got right. */
export interface ReadingReport {
  grades: Record<Readout, ReadingGrade>;
  /** The readout that this model starts with. */
  readout: Readout;
}

export interface ReadingRun {
  /** Null where it was cancelled; what was computed is stored and used by the next check. */
  done: Promise<ReadingReport | null>;
  cancel(): void;
}

interface ReadingEvents {
  onProgress: (progress: AskProgress) => void;
  /** The engine came back with a model whose answers are others: the check began anew, with it. */
  onModel?: (loaded: LoadedModel) => void;
}

/**
 * The reading check (docs/method.md): READING_QUESTIONS without any cue, letters in two orders
 * and options' words. Its answers are kept like all others, so a second check computes nothing.
 */
export function checkReading(services: AskServices, events: ReadingEvents): ReadingRun {
  let cancel = () => undefined as void;
  let cancelled = false;

  async function grade(loaded: AskServices['loaded']): Promise<ReadingReport | null> {
    const answers: Answer[] = [];
    let other: LoadedModel | null = null;
    let before = 0;
    for (const readout of ['text', 'letter'] as const) {
      if (cancelled) return null;
      const asking = createAsk({ ...services, loaded })(
        {
          cues: [{ kind: 'neutral' }],
          questions: READING_QUESTIONS,
          template: brief,
          readout,
          orders: 'forward+reverse',
          dontKnow: 'omit'
        },
        {
          onAnswer: (raw) => answers.push(toAnswer(raw, { variant: 'pmi' })),
          onProgress: (progress) =>
            events.onProgress({
              ...progress,
              done: before + progress.done,
              total: 2 * READING_QUESTIONS.length
            }),
          onModel: (now) => (other = now)
        }
      );
      cancel = asking.cancel;
      if ((await asking.done).cancelled) return null;
      if (other) {
        events.onModel?.(other);
        return grade(other);
      }
      before += READING_QUESTIONS.length;
    }
    const grades = gradeReading(answers);
    if (!grades.letter || !grades.text) return null;
    const both = { letter: grades.letter, text: grades.text };
    return { grades: both, readout: defaultReadout(both) };
  }

  return {
    done: grade(services.loaded),
    cancel: () => {
      cancelled = true;
      cancel();
    }
  };
}
