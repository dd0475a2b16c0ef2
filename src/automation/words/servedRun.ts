import type { Served } from '../../core/answers/served.ts';
import { canonicalText } from '../../core/canonicalText.ts';
import { sha256 } from '../../core/digest.ts';
import type { ChatFormat } from '../../core/prompts/types.ts';
import type { StudyModelRun } from '../../core/study/studyTypes.ts';

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

/** The model as it answered: what its answers' keys rest on is where they come from, but for the probe. */
export async function servedRun({ served, system }: AskedModel): Promise<StudyModelRun> {
  const { probe, ...origin } = served;
  return {
    model: `served-${served.dialect}-${served.modelId}`.replace(/[^\w.-]+/g, '-'),
    manifestHash: await sha256(canonicalText(origin)),
    dtype: served.quantisation ?? 'unknown',
    device: 'server',
    adapter: [served.server, served.version].filter(Boolean).join(' '),
    threads: 0,
    runner: 'sequential',
    selfCheck: { maxError: probe?.batch ?? 0, tolerance: 0, canaries: 0 },
    served,
    chat: chatml(system),
    readouts: ['letter']
  };
}
