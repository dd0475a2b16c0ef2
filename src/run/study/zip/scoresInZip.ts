import { answerKey } from '../../../core/prompts/key.ts';
import { planJobs } from '../../../core/prompts/plan.ts';
import { scoreIn } from '../../../core/answers/scoresOf.ts';
import type { PromptScore } from '../../../core/answers/types.ts';
import { readContents } from '../../../formats/studyZip/contents.ts';

/**
 * The scores behind a study's answers, by `answerKey`: whoever asks the same prompt of the same
 * model files on the same device has its numbers without computing them.
 * Rejects as `readContents` does.
 */
export async function scoresInZip(zip: Blob): Promise<Map<string, PromptScore>> {
  const scores = new Map<string, PromptScore>();
  for (const { run, plan, answers } of (await readContents(zip)).answers) {
    for (const planned of planJobs(plan, run.chat)) {
      const answer = answers[planned.questionIndex];
      const score = answer && scoreIn(planned, plan, answer);
      if (score) scores.set(await answerKey(planned.job, run), score);
    }
  }
  return scores;
}
