import { EngineClient } from '../../engine/engineClient.ts';
import { EngineSwitch } from '../../run/servedHere/engineSwitch.ts';
import type { SurveyFor } from '../../run/study/studyApi.ts';
import type { ImportServices } from '../../run/study/zip/importZip.ts';
import { StudyQueue } from '../../run/study/queue/queue.ts';
import { surveyFinder } from '../../run/study/open/surveyFor.ts';
import { inZipWorker } from '../../run/study/zip/zipClient.ts';
import type { StudyStore } from '../../store/studies/studyStoreApi.ts';
import { appStore } from '../appStore.ts';
import { servedEngine } from '../models/served/servedList.svelte.ts';
import { finishedStudies } from './finished.svelte.ts';
import { whenDone } from './run/whenDone.ts';
import { takePicture } from '../pictures/intake.ts';

// Studies, their surveys and their queue as the pages reach them; opened on first need.

export async function openStudies(): Promise<StudyStore> {
  return (await appStore()).studies;
}

export const surveyFor: SurveyFor = async (study) =>
  surveyFinder((await appStore()).ownData)(study);

/** How a study's zip comes in. */
export const zipServices: ImportServices = {
  surveyFor,
  takePicture,
  readParts: (file) => inZipWorker.readParts(file)
};

let queue: Promise<StudyQueue> | undefined;

/** The one queue of the page; it goes on while other pages of the app are looked at. */
export function studyQueue(): Promise<StudyQueue> {
  queue ??= startQueue().catch((reason: unknown) => {
    queue = undefined;
    throw reason;
  });
  return queue;
}

async function startQueue(): Promise<StudyQueue> {
  const store = await appStore();
  const made = new StudyQueue({
    store,
    documents: store.documents,
    engine: new EngineSwitch(new EngineClient(), servedEngine()),
    surveyFor,
    device: 'auto',
    locks: navigator.locks,
    channel: new BroadcastChannel('valueshift-studies')
  });
  await made.start();
  whenDone(made, async (id) => {
    const record = await store.studies.get(id);
    if (record) finishedStudies.add({ id, name: record.study.name });
  });
  return made;
}
