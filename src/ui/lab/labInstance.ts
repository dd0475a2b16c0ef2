import { EngineClient } from '../../engine/engineClient.ts';
import { createAsk } from '../../run/asking/ask.ts';
import { appStore } from '../appStore.ts';
import { modelList } from '../models/modelList.svelte.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import { LabAddress } from './away/labAddress.svelte.ts';
import { LabState } from './labState.svelte.ts';

/** One Lab as long as the page lives: leaving for another page of the app stops no run. */
export const lab = new LabState({
  engine: new EngineClient(),
  store: appStore(),
  createAsk,
  loadSurvey: () => currentSurvey.ready()
});

/** Its address: a link to what it shows. */
export const address = new LabAddress(lab, {
  hasModel: async (model) => {
    await modelList.open();
    return modelList.complete.some(({ record }) => record.model === model);
  },
  ownSurvey: () => currentSurvey.isOwn,
  useBundledSurvey: () => currentSurvey.useBundled()
});

void lab.start(() => address.open());
