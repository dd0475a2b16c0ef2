import { gateJob, type GateList } from '../../../core/prompts/gatePrompt.ts';
import type { PictureCategory } from '../../../core/prompts/types.ts';
import { gateMethodOf, gatePromptOf } from '../../../core/study/gateMethod.ts';
import { freeQuestion } from '../../../core/study/gateQuestion.ts';
import { spokenTo } from '../../../core/study/systemChoice.ts';
import type { Study, StudyModelRun } from '../../../core/study/studyTypes.ts';
import { gateName, type WrittenManifest } from '../../../formats/studyZip/studyManifest.ts';
import { GateIds } from '../gate/gateIds.ts';

/** What the manifest says of the gate: names of what each model made of pictures, and prompts. */
export async function gateParts(
  study: Study,
  list: GateList,
  runs: readonly StudyModelRun[]
): Promise<Pick<WrittenManifest, 'gates' | 'gatePrompt'>> {
  const gates: WrittenManifest['gates'] = {};
  const gatePrompt: WrittenManifest['gatePrompt'] = [];
  const own = gatePromptOf(study.gate) === 'paper';
  const kinds = own
    ? [...new Set([null, ...study.pictures.map(({ category }) => category)])]
    : [null];
  for (const run of runs.map((each) => spokenTo(each, study))) {
    const ids = new GateIds(list, run, study.gate);
    for (const category of kinds) {
      gates[gateName(run.model, category)] = await ids.of(category);
      const prompt = promptOf(study, list, run, category);
      gatePrompt.push(own ? { ...prompt, category } : prompt);
    }
  }
  return { gates, gatePrompt };
}

function promptOf(
  { gate }: Study,
  list: GateList,
  { chat }: StudyModelRun,
  category: PictureCategory | null
): WrittenManifest['gatePrompt'][number] {
  if (gateMethodOf(gate) === 'free') {
    const { prefix, suffix, maxTokens } = freeQuestion(gate, { id: '', category }, list, chat);
    return { prefix, suffix, names: [], maxTokens };
  }
  const { prefix, suffix, targets } = gateJob('', list, chat);
  return { prefix, suffix, names: targets.kind === 'letters' ? [] : targets.continuations };
}
