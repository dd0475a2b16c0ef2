import type { Concept, EngineApi } from '../engine/engineApi.ts';
import { takeInput } from './pictures.ts';
import { report } from './progress.ts';

/** What the model sees in files of the page's input, one after the other; none is kept. */
export async function look(
  pictures: readonly number[],
  engine: EngineApi
): Promise<(Concept[] | null)[]> {
  const seen: (Concept[] | null)[] = [];
  for (const [done, index] of pictures.entries()) {
    report('look', done, pictures.length);
    const { id } = await takeInput(index, engine);
    seen.push(await engine.concepts(id));
    await engine.dropPicture(id);
  }
  return seen;
}
