import { planJobs } from '../../core/prompts/plan.ts';
import { templateName } from '../../core/prompts/templateName.ts';
import { systemPart } from '../../core/study/systemChoice.ts';
import type { Condition, Study } from '../../core/study/studyTypes.ts';
import type { AskPlan, ChatFormat, Cue } from '../../core/prompts/types.ts';
import type { Question } from '../../core/survey/types.ts';
import { askableBy } from '../../core/prompts/askable.ts';
import type { PromptTexts } from './studyManifest.ts';

/** The text of every prompt that a study asks under one condition. */
export function promptTexts(
  study: Study,
  condition: Condition,
  index: number,
  cues: readonly Cue[],
  questions: readonly Question[],
  chat: ChatFormat
): PromptTexts {
  const template = study.templates.find((one) => templateName(one) === condition.template);
  const asked = askableBy(condition.readout, questions);
  const [first] = asked;
  if (!template || !first) return { condition: index, prefixes: [], suffixes: {} };
  const { orders, dontKnow } = study;
  const plan: AskPlan = {
    cues,
    questions: [first],
    template,
    readout: condition.readout,
    orders,
    dontKnow,
    ...systemPart(study, condition.model)
  };
  const prefixes: string[] = cues.map(() => '');
  for (const { job, cueIndex } of planJobs(plan, chat)) {
    if (cueIndex >= 0) prefixes[cueIndex] = job.prefix;
  }
  const suffixes: Record<string, string[]> = {};
  const alone: AskPlan = { ...plan, cues: cues.slice(0, 1), questions: asked };
  const planned = planJobs(alone, chat);
  const own = planned.filter(({ cueIndex }) => cueIndex >= 0);
  const shared = planned.filter(({ cueIndex }) => cueIndex < 0);
  for (const { job, questionIndex } of [...own, ...shared]) {
    const id = asked[questionIndex]?.id ?? '';
    suffixes[id] = [...(suffixes[id] ?? []), job.suffix];
  }
  return { condition: index, prefixes, suffixes };
}
