import type { LoadedModel } from '../../engine/engineApi.ts';
import { notKept } from '../notKept.svelte.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import type { LabState } from './labState.svelte.ts';

/** What happens by itself as long as the Lab's page is open; call once while it sets up. */
export function followLab(lab: LabState): void {
  // Choices outlive the visit; what could not be stored is tried again as soon as there is room.
  $effect(() => {
    if (lab.allChoices && !notKept.held) void lab.save();
  });
  // What the next readout is depends on an earlier check of the model.
  $effect(() => {
    const { loaded } = lab.model;
    if (loaded) void meet(lab, loaded);
  });
  // The reader may choose another survey here or on another page; it may lack the country.
  $effect(() => {
    const { survey } = currentSurvey;
    if (!survey || !lab.started) return;
    if (lab.survey !== survey) lab.survey = survey;
    const [first] = survey.countries;
    if (first && !survey.country(lab.choices.country)) lab.choices.country = first.code;
  });
}

/** What is known of a model that has just been loaded; checks it where nothing is. */
async function meet(lab: LabState, loaded: LoadedModel): Promise<void> {
  await lab.reading.recall(loaded);
  if (!lab.reading.report && lab.model.loaded === loaded) await lab.checkReading();
}
