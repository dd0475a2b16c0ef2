import { EngineClient } from '../../engine/client.ts';
import { createAsk } from '../../run/ask.ts';
import { openStore } from '../../store/db.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { LabState } from './labState.svelte.ts';

/** One Lab as long as the page lives: leaving for another page of the app stops no run. */
export const lab = new LabState({
  engine: new EngineClient(),
  store: openStore(),
  createAsk,
  loadSurvey
});

void lab.start();
