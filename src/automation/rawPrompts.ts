import { AppError } from '../core/errors.ts';
import { letterMass } from '../core/answers/answer.ts';
import type { PictureId, PromptJob } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { EngineApi, LoadedModel } from '../engine/engineApi.ts';
import { compute, lookUp } from '../run/asking/storedScores.ts';
import type { AnswerStore } from '../store/storeApi.ts';
import type { RawPrompt, RawPromptScore } from './automationApi.ts';
import { takeInput } from './pictures.ts';
import { report } from './progress.ts';

const MARKER = '<image>';

/** Scores prompts exactly as they stand; a picture's tokens go where `<image>` stands. */
export async function scorePrompts(
  prompts: readonly RawPrompt[],
  engine: EngineApi,
  loaded: LoadedModel,
  answers: AnswerStore
): Promise<RawPromptScore[]> {
  prompts.forEach(checkMarker);
  const ids = new Map<number, PictureId>();
  for (const { picture } of prompts) {
    if (picture === null || ids.has(picture)) continue;
    ids.set(picture, (await takeInput(picture, engine)).id);
  }
  const jobs = prompts.map((prompt) => jobOf(prompt, ids));
  const services = { engine, answers, loaded };
  const { known, missing } = await lookUp(jobs, services);
  const computed = new Map<number, PromptScore>();
  await compute(missing, services, ({ indexes }, score) => {
    indexes.forEach((index) => computed.set(index, score));
    report('prompts', computed.size, jobs.length - known.size);
  });
  return jobs.map(({ targets }, index) => {
    const score = known.get(index) ?? (computed.get(index) as PromptScore);
    const { logprobs, ...cost } = score;
    const common = { ...cost, device: loaded.device, cached: known.has(index) };
    if (targets.kind === 'continuations') return { logprobs, ...common };
    return {
      logprobs: Object.fromEntries(targets.letters.map((l, k) => [l, logprobs[k] ?? NaN])),
      letterMass: letterMass(logprobs),
      ...common
    };
  });
}

function checkMarker({ prompt, picture }: RawPrompt, index: number): void {
  const markers = prompt.split(MARKER).length - 1;
  const wanted = picture === null ? 0 : 1;
  if (markers !== wanted) {
    throw new AppError('prompt-marker-count', { index, markers, wanted });
  }
}

/** Split right behind the marker, which is one special token: no token reaches across. */
function jobOf({ prompt, picture, targets }: RawPrompt, ids: Map<number, PictureId>): PromptJob {
  const id = picture === null ? null : (ids.get(picture) ?? null);
  const split = id === null ? 0 : prompt.indexOf(MARKER) + MARKER.length;
  return { prefix: prompt.slice(0, split), suffix: prompt.slice(split), picture: id, targets };
}
