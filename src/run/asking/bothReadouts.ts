import { toAnswer } from '../../core/answers/answer.ts';
import type { Answer } from '../../core/answers/types.ts';
import { brief } from '../../core/prompts/brief.ts';
import { systemPart } from '../../core/study/systemChoice.ts';
import type { Question } from '../../core/survey/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { createAsk, type AskServices } from './ask.ts';
import type { AskProgress } from './askApi.ts';

export interface CheckEvents {
  onProgress: (progress: AskProgress) => void;
  /** The engine came back with a model whose answers are others: the check began anew, with it. */
  onModel?: (loaded: LoadedModel) => void;
}

export interface CheckRun<Result> {
  /** Null where it was cancelled; what was computed is stored and used by the next check. */
  done: Promise<Result | null>;
  cancel(): void;
}

/**
 * Asks a model about itself: questions without any cue, in words and by letter in two orders. The
 * answers are kept like all others, so asking again computes nothing.
 * @param judge what all answers come to
 */
export function askBothReadouts<Result>(
  questions: readonly Question[],
  judge: (answers: readonly Answer[]) => Result | null,
  services: AskServices,
  events: CheckEvents
): CheckRun<Result> {
  let cancel = () => undefined as void;
  let cancelled = false;

  async function ask(loaded: AskServices['loaded']): Promise<Result | null> {
    const answers: Answer[] = [];
    let other: LoadedModel | null = null;
    let before = 0;
    for (const readout of ['text', 'letter'] as const) {
      if (cancelled) return null;
      const asking = createAsk({ ...services, loaded })(
        {
          cues: [{ kind: 'neutral' }],
          questions,
          template: brief,
          readout,
          orders: 'forward+reverse',
          dontKnow: 'omit',
          // A chat that an earlier version read knows no turn of its own: asked as it was then.
          ...(loaded.chat.standard !== undefined && systemPart({ system: 'usual' }, loaded.model))
        },
        {
          onAnswer: (raw) => answers.push(toAnswer(raw, { variant: 'pmi' })),
          onProgress: (progress) =>
            events.onProgress({
              ...progress,
              done: before + progress.done,
              total: 2 * questions.length
            }),
          onModel: (now) => (other = now)
        }
      );
      cancel = asking.cancel;
      if ((await asking.done).cancelled) return null;
      if (other) {
        events.onModel?.(other);
        return ask(other);
      }
      before += questions.length;
    }
    return judge(answers);
  }

  return {
    done: ask(services.loaded),
    cancel: () => {
      cancelled = true;
      cancel();
    }
  };
}
