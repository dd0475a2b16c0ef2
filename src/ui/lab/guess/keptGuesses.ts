import * as v from 'valibot';
import { guessSessionSchema, type GuessSession } from './guessSession.ts';

/** Kept while the tab is open, so that a reload loses no guess; with the tab it is gone. */
const NAME = 'valueshift.guesses';

/** Null where there is none, or what is there is not one. */
export function keptGuesses(): GuessSession | null {
  try {
    const found = v.safeParse(guessSessionSchema, JSON.parse(sessionStorage.getItem(NAME) ?? ''));
    return found.success ? found.output : null;
  } catch {
    return null;
  }
}

export function keepGuesses(session: GuessSession): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(session));
  } catch {
    // The storage may be forbidden: then a reload begins anew.
  }
}
