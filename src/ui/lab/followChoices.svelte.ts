import { untrack } from 'svelte';
import type { LabState } from './labState.svelte.ts';

/** A pause in choosing: whoever steps through a list is shown where they stop. */
const PAUSE_MS = 150;

/**
 * What follows from the reader's choices by itself: a run all of whose answers are there is shown, and
 * chosen pictures are looked at. For as long as the page lives.
 */
export function followChoices(lab: LabState): void {
  $effect.root(() => {
    $effect(() => {
      const ready = lab.started && lab.begun && lab.ready;
      if (!ready || lab.upToDate || lab.run.busy) return;
      const timer = setTimeout(() => void lab.showKnown(), PAUSE_MS);
      return () => clearTimeout(timer);
    });
    // Once more when the model comes. What was seen must not call for another look.
    $effect(() => {
      void lab.model.loaded;
      void lab.pictureList.selectedPictures;
      untrack(() => lab.lookAtChosen());
    });
  });
}
