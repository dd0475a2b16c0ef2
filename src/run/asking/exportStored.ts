import { buildRunExport, type RunExport, type RunRecord } from '../../formats/runExport.ts';
import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';

export interface StoredRun {
  plan: AskPlan;
  variant: RunRecord['variant'];
  loaded: LoadedModel;
  pictures: RunRecord['pictures'];
  survey: SurveyDataset;
  /** Whose figures the answers are compared with; null for none. */
  country: CountryCode | null;
  /** As in `RunRecord`. */
  controls?: RunRecord['controls'];
}

/** The export of a plan from the answers in the store; what was not asked yet counts as missing. */
export async function exportStored(run: StoredRun, answers: AnswerStore): Promise<RunExport> {
  const { plan, loaded, survey, country, controls } = run;
  const jobs = planJobs(plan, loaded.chat);
  const keys = await Promise.all(jobs.map(({ job }) => answerKey(job, loaded)));
  const stored = await answers.get(keys);
  return buildRunExport({
    plan,
    variant: run.variant,
    model: loaded,
    jobs,
    scores: keys.map((key) => stored.get(key)),
    pictures: run.pictures,
    wording: survey.wording,
    comparison:
      country === null
        ? null
        : {
            survey: { id: survey.id, name: survey.name, hash: survey.hash },
            country,
            figure: (question) => survey.figure(country, question),
            caveats: (question) => survey.caveats(country, question)
          },
    ...(controls && { controls }),
    createdAt: new Date()
  });
}
