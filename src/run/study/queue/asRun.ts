import type { Readout } from '../../../core/prompts/types.ts';
import type { StudyModelRun } from '../../../core/study/studyTypes.ts';
import type { LoadedModel } from '../../../engine/engineApi.ts';

/** A loaded model as a study keeps who answered it. */
export function asRun(
  model: string,
  loaded: LoadedModel,
  readouts: readonly Readout[]
): StudyModelRun {
  const { manifestHash, dtype, device, adapter, threads, runner, selfCheck, chat } = loaded;
  const { view, views, served } = loaded;
  return {
    model,
    manifestHash,
    dtype,
    device,
    adapter,
    threads,
    runner,
    selfCheck,
    ...(view && { view }),
    ...(views && { views }),
    ...(served && { served }),
    chat,
    readouts
  };
}
