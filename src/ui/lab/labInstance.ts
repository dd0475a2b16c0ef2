import { EngineClient } from '../../engine/engineClient.ts';
import { createAsk } from '../../run/asking/ask.ts';
import { appStore } from '../appStore.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import { LabState } from './labState.svelte.ts';

/** One Lab as long as the page lives: leaving for another page of the app stops no run. */
export const lab = new LabState({
  engine: new EngineClient(),
  store: appStore(),
  createAsk,
  loadSurvey: () => currentSurvey.ready()
});

void lab.start();
