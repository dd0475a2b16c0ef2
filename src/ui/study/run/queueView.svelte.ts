import { AppError } from '../../../core/errors.ts';
import type { QueueItem, QueueState } from '../../../run/study/studyApi.ts';
import type { StudyQueue } from '../../../run/study/queue/queue.ts';
import { studyQueue } from '../services.ts';

/** The queue as pages follow it. */
class QueueView {
  state: QueueState = $state.raw({ status: 'idle', items: [] });
  problem: AppError | null = $state.raw(null);

  /** Follows the queue, and with it takes up what an earlier visit left to do. */
  follow(): () => void {
    let stop = () => undefined as void;
    let gone = false;
    void this.#do(async (queue) => {
      if (gone) return;
      this.state = queue.state;
      stop = queue.subscribe((state) => (this.state = state));
    });
    return () => {
      gone = true;
      stop();
    };
  }

  item(study: string): QueueItem | null {
    return this.state.items.find((item) => item.study === study) ?? null;
  }

  add(study: string): Promise<void> {
    return this.#do((queue) => queue.add(study));
  }
  pause(): Promise<void> {
    return this.#do((queue) => queue.pause());
  }
  resume(): Promise<void> {
    return this.#do((queue) => queue.resume());
  }
  cancel(study: string): Promise<void> {
    return this.#do((queue) => queue.cancel(study));
  }

  async #do(work: (queue: StudyQueue) => unknown): Promise<void> {
    try {
      this.problem = null;
      await work(await studyQueue());
    } catch (thrown) {
      this.problem = AppError.from(thrown);
    }
  }
}

export const queueView = new QueueView();
