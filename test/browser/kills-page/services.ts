import { custom } from 'valibot';
import { EngineClient } from '../../../src/engine/engineClient.ts';
import type { LoadedModel } from '../../../src/engine/engineApi.ts';
import type { StudyServices } from '../../../src/run/study/queue/runStudy.ts';
import { openStore } from '../../../src/store/db.ts';
import { formerOrder } from './formerOrder.ts';

const asked = new URLSearchParams(location.search);

/** A database of the run's own, so that a new run finds nothing of the one before. */
const opened = await openStore({ name: asked.get('db') ?? 'kills' });
export const store = asked.has('former')
  ? { ...opened, answers: formerOrder(opened.answers) }
  : opened;

export const engine = new EngineClient(new URL('/', location.href).href);

export const OPTIONS = { model: 'tiny-llava', device: 'wasm', threads: 1 } as const;

/** Asks question by question: packs are cut by the clock, and no two runs would be equal to the bit. */
export const exact: Pick<EngineClient, keyof StudyServices['engine']> = {
  load: (options, onProgress) => engine.load({ ...options, ...OPTIONS }, onProgress),
  score: (jobs, onScore) => engine.score(jobs, onScore, { runner: 'sequential' }),
  generate: (job) => engine.generate(job),
  revive: () => engine.revive(),
  cancel: () => engine.cancel(),
  cancelLoad: () => engine.cancelLoad(),
  addPicture: (id, file) => engine.addPicture(id, file),
  dropPicture: (id) => engine.dropPicture(id)
};

/** Colours decide the picture: the same in every browser. */
export function paint(colour: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(64, 64);
  const brush = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 64, 32);
  return canvas.convertToBlob({ type: 'image/png' });
}

const LOADED = 'kills-loaded';
const isLoaded = custom<LoadedModel>((value) => typeof value === 'object');

/** Who answers is needed to look answers up, before a model is loaded again. */
export const noteLoaded = (loaded: LoadedModel) => store.documents.put(LOADED, loaded);
export const notedLoaded = () => store.documents.get(LOADED, isLoaded);
