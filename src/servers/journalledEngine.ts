import { answerKey } from '../core/prompts/key.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { GenerateJob, PromptJob } from '../core/prompts/types.ts';
import { NOTHING_DONE, type Generated, type RunCounters } from '../engine/engineApi.ts';
import { promptHash, writtenKey, type Journal } from './journal.ts';
import type { ServerEngine } from './serverEngine.ts';

/** What a study's run asks of an engine. */
type JournalledEngine = Pick<
  ServerEngine,
  'load' | 'revive' | 'cancelLoad' | 'cancel' | 'addPicture' | 'dropPicture' | 'score' | 'generate'
>;

/**
 * An engine whose answers go through a journal: what is in it is not asked, and what comes is handed
 * on only when its line is written. `cancel` lets end what is under way.
 */
export async function journalledEngine(
  engine: ServerEngine,
  journal: Journal
): Promise<JournalledEngine> {
  const loaded = await engine.revive();
  /** Keys of prompts that became holes: within one run they are not tried again. */
  const holes = new Set<string>();

  async function score(
    jobs: PromptJob[],
    onScore: (index: number, score: PromptScore) => void
  ): Promise<RunCounters> {
    const keys = await Promise.all(jobs.map((job) => answerKey(job, loaded)));
    const missing: number[] = [];
    for (const [index, key] of keys.entries()) {
      const known = journal.score(key);
      if (known) onScore(index, known);
      else if (!holes.has(key)) missing.push(index);
    }
    const known = jobs.length - missing.length;
    if (missing.length === 0) return { ...NOTHING_DONE, jobs: known, cancelled: false };
    const before = engine.holes.length;
    const lines: Promise<void>[] = [];
    const write = async (index: number, found: PromptScore) => {
      const { logprobs, tokens, ms } = found;
      const prompt = await promptHash(jobs[index] as PromptJob);
      await journal.add({ key: keys[index] as string, prompt, logprobs, tokens, ms });
      onScore(index, found);
    };
    let failed = false;
    const counters = await engine
      .score(
        missing.map((index) => jobs[index] as PromptJob),
        (at, found) => {
          const line = write(missing[at] as number, found);
          // A disk that is full ends the run: what is asked now could not be kept.
          line.catch(() => {
            if (!failed) engine.finish();
            failed = true;
          });
          lines.push(line);
        }
      )
      .finally(() => Promise.all(lines));
    const places = new Map<unknown, number>(jobs.map((job, index) => [job, index]));
    for (const { job } of engine.holes.slice(before)) {
      holes.add(keys[places.get(job) ?? -1] ?? '');
    }
    return { ...counters, jobs: known + counters.jobs };
  }

  async function generate(job: GenerateJob): Promise<Generated> {
    const key = await writtenKey(job, loaded);
    const known = journal.written(key);
    if (known) {
      const counters = { ...NOTHING_DONE, jobs: 1, cancelled: false };
      return { text: known.text, ids: [], ended: known.cut ? 'length' : 'end-of-turn', counters };
    }
    if (holes.has(key)) return { text: '', ids: [], ended: 'cancelled', counters: NOTHING_DONE };
    const answer = await engine.generate(job);
    if (engine.holes.some((hole) => hole.job === job)) holes.add(key);
    if (answer.ended !== 'cancelled') {
      const prompt = await promptHash(job);
      await journal.add({ key, prompt, text: answer.text, cut: answer.ended === 'length' });
    }
    return answer;
  }

  return {
    load: engine.load,
    revive: engine.revive,
    cancelLoad: engine.cancelLoad,
    // What is under way is paid for: it may end.
    cancel: async () => engine.finish(),
    addPicture: (picture, file) => engine.addPicture(picture, file),
    dropPicture: (picture) => engine.dropPicture(picture),
    score,
    generate
  };
}
