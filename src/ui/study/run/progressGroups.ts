import type { CueKind } from '../../../core/prompts/types.ts';
import type { PartProgress } from '../../../run/study/studyApi.ts';
import { conditionWords } from '../results/words.ts';

interface Sum {
  done: number;
  total: number;
  /** Pictures that the gate shut out. */
  shut: number;
}

/** Progress by way of asking, and within it by kind of cue. */
export function progressGroups(
  parts: readonly PartProgress[]
): { name: string; kinds: Partial<Record<CueKind, Sum>> }[] {
  const found = new Map<string, Partial<Record<CueKind, Sum>>>();
  for (const { condition, cue, done, total, shut } of parts) {
    const name = conditionWords(condition);
    const kinds = found.get(name) ?? {};
    const sum = kinds[cue.kind] ?? { done: 0, total: 0, shut: 0 };
    kinds[cue.kind] = {
      done: sum.done + done,
      total: sum.total + total,
      shut: sum.shut + (shut ? 1 : 0)
    };
    found.set(name, kinds);
  }
  return [...found].map(([name, kinds]) => ({ name, kinds }));
}
