import { EngineClient } from '../../engine/engineClient.ts';
import { createAsk } from '../../run/asking/ask.ts';
import { appStore, ownAnswers, shippedAnswers } from '../appStore.ts';
import { modelList } from '../models/modelList.svelte.ts';
import { readsWordsOnly } from '../models/readsWordsOnly.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import { LabAddress } from './away/labAddress.svelte.ts';
import { followChoices } from './followChoices.svelte.ts';
import { LabState } from './labState.svelte.ts';

async function storedModelNamed(model: string) {
  await modelList.open();
  return modelList.complete.find(({ record }) => record.model === model);
}

/** One Lab as long as the page lives: leaving for another page of the app stops no run. */
export const lab = new LabState({
  engine: new EngineClient(),
  store: appStore(),
  createAsk,
  loadSurvey: () => currentSurvey.ready(),
  shipped: shippedAnswers,
  own: ownAnswers,
  readsWordsOnly: async (model) => {
    const stored = await storedModelNamed(model);
    return stored !== undefined && readsWordsOnly(stored);
  }
});

/** Its address: a link to what it shows. */
export const address = new LabAddress(lab, {
  hasModel: async (model) => (await storedModelNamed(model)) !== undefined,
  ownSurvey: () => currentSurvey.isOwn,
  useBundledSurvey: () => currentSurvey.useBundled()
});

// A bundled picture is to be answered at once: its answers come with the page.
void shippedAnswers.load();
void lab.start(() => address.open());
followChoices(lab);
