import { EngineClient } from '../../engine/engineClient.ts';
import { createAsk } from '../../run/asking/ask.ts';
import { EngineSwitch } from '../../run/servedHere/engineSwitch.ts';
import { appStore, ownAnswers, shippedAnswers } from '../appStore.ts';
import { modelList } from '../models/modelList.svelte.ts';
import { readsWordsOnly } from '../models/readsWordsOnly.ts';
import { servedEngine, servedList } from '../models/served/servedList.svelte.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import { LabAddress } from './away/labAddress.svelte.ts';
import { followChoices } from './followChoices.svelte.ts';
import { LabState } from './labState.svelte.ts';

async function storedModelNamed(model: string) {
  await modelList.open();
  return modelList.complete.find(({ record }) => record.model === model);
}

async function servedModelNamed(model: string) {
  await servedList.open();
  return servedList.of(model);
}

/** One Lab as long as the page lives: leaving for another page of the app stops no run. */
export const lab = new LabState({
  engine: new EngineSwitch(new EngineClient(), servedEngine()),
  store: appStore(),
  createAsk,
  loadSurvey: () => currentSurvey.ready(),
  shipped: shippedAnswers,
  own: ownAnswers,
  // That dialect tells single tokens only.
  usualReadout: (model) => (servedList.of(model)?.served.dialect === 'openai' ? 'letter' : 'text'),
  readsWordsOnly: async (model) => {
    const served = await servedModelNamed(model);
    if (served) return served.wordsOnly ?? false;
    const stored = await storedModelNamed(model);
    return stored !== undefined && readsWordsOnly(stored);
  }
});

/** Its address: a link to what it shows. */
export const address = new LabAddress(lab, {
  hasModel: async (model) =>
    ((await servedModelNamed(model)) ?? (await storedModelNamed(model))) !== undefined,
  ownSurvey: () => currentSurvey.isOwn,
  useBundledSurvey: () => currentSurvey.useBundled()
});

// A bundled picture is to be answered at once: its answers come with the page.
void shippedAnswers.load();
void lab.start(() => address.open());
followChoices(lab);
