import type { Served } from '../../core/answers/served.ts';
import type { ChatFormat } from '../../core/prompts/types.ts';
import type { StudyModelRun } from '../../core/study/studyTypes.ts';
import { loadedFrom } from '../../servers/provenance.ts';

/** A model that a server asked for the words example, and how its prompts were written. */
export interface AskedModel {
  served: Served;
  /** What opens its turns, as its chat template has it; both of its models speak ChatML. */
  system: string;
}

const IM_START = '<|im_start|>';
const IM_END = '<|im_end|>\n';

/** Turns as ChatML writes them, with the system turn that the template makes up by itself. */
export function chatml(system: string): ChatFormat {
  return {
    standard: `${IM_START}system\n${system}${IM_END}`,
    system: { open: `${IM_START}system\n`, close: IM_END },
    user: { open: `${IM_START}user\n`, close: IM_END },
    assistant: { open: `${IM_START}assistant\n` }
  };
}

/** The model as a study keeps it: the same as if the page or the command had asked its server. */
export async function servedRun({ served }: AskedModel): Promise<StudyModelRun> {
  const loaded = await loadedFrom({ served, pictures: false });
  const { model, manifestHash, dtype, device, adapter, threads, runner, selfCheck, chat } = loaded;
  return {
    ...{ model, manifestHash, dtype, device, adapter, threads, runner, selfCheck, chat, served },
    readouts: ['letter']
  };
}
