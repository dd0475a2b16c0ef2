import { planJobs } from '../../core/prompts/plan.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { scoreIn } from '../../core/answers/scoresOf.ts';
import type { PromptScore } from '../../core/answers/types.ts';
import { packShipped } from '../../formats/shippedAnswers.ts';
import { readContents } from '../../formats/studyZip/contents.ts';

/**
 * The answers of the words example's first model as the file that the Lab reads for "told in words":
 * the same numbers by their prompts' keys, so that the Lab asks for what it shows and nothing else.
 * @param zip the study, as the page or `npm run answers` saved it
 */
export async function packWords(zip: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const { manifest, answers } = await readContents(zip);
  const [run] = manifest.models;
  if (!run) throw new RangeError('A study without a model holds no answers.');
  const scores = new Map<string, PromptScore>();
  let known = 0;
  for (const group of answers) {
    if (group.run.model !== run.model) continue;
    known += group.answers.length;
    for (const planned of planJobs(group.plan, run.chat)) {
      const answer = group.answers[planned.questionIndex];
      const score = answer && scoreIn(planned, group.plan, answer);
      if (score) scores.set(await answerKey(planned.job, run), score);
    }
  }
  const { model, manifestHash, dtype, device, adapter, threads, selfCheck, chat, served } = run;
  return packShipped(
    {
      ...{ createdAt: manifest.createdAt, app: manifest.app, concepts: {} },
      model: {
        ...{ model, manifestHash, dtype, device, adapter, threads, selfCheck, chat },
        ...(served && { served }),
        ...{ runner: 'sequential', threadTrials: [], refused: [], crossOriginIsolated: false }
      },
      coverage: [{ part: 'words', known, of: manifest.questions.length * manifest.cues.length }]
    },
    scores
  );
}
