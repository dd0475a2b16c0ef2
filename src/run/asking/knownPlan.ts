import { answerKey } from '../../core/prompts/key.ts';
import { planJobs } from '../../core/prompts/plan.ts';
import type { AskPlan } from '../../core/prompts/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { sameAnswers } from '../../engine/sameAnswers.ts';
import type { AnswerStore } from '../../store/storeApi.ts';
import type { ScoreLookup } from './withBundledScores.ts';

/**
 * Where shown answers come from: with the app, computed on this device just now, or on an earlier
 * occasion.
 */
export type AnswerSource = 'shipped' | 'device' | 'stored';

/** A plan whose answers are all there: no model is needed to show them. */
export interface KnownPlan {
  /** Who gave them. */
  loaded: LoadedModel;
  source: 'shipped' | 'stored';
}

/**
 * The first of these models all of whose answers to a plan are known; null where every one lacks some.
 * @param own what this browser computed: `stored` where it knows all
 * @param shipped what came with the app, for what `own` lacks; `shipped` where that is most of it
 */
export async function whoKnows(
  plan: AskPlan,
  models: readonly LoadedModel[],
  own: AnswerStore,
  shipped: ScoreLookup | null
): Promise<KnownPlan | null> {
  const different = models.filter(
    (model, k) => !models.slice(0, k).some((before) => sameAnswers(before, model))
  );
  for (const loaded of different) {
    const jobs = planJobs(plan, loaded.chat);
    const keys = new Set(await Promise.all(jobs.map(({ job }) => answerKey(job, loaded))));
    const stored = await own.get([...keys]);
    const missing = [...keys].filter((key) => !stored.has(key));
    if (missing.length === 0) return { loaded, source: 'stored' };
    if (!shipped || !missing.every((key) => shipped.get(key))) continue;
    // Own answers whose baselines came with the app are not "shipped".
    return { loaded, source: missing.length * 2 > keys.size ? 'shipped' : 'stored' };
  }
  return null;
}
