import { nextTask } from '../workers/breather.ts';

const waiting: (() => void)[] = [];
let running = false;

/**
 * Gives each piece of work a task of its own, in the order asked for: a page of many figures draws
 * one after the other and answers its reader in between. Call the result to withdraw.
 */
export function inTurn(work: () => void): () => void {
  waiting.push(work);
  if (!running) void takeTurns();
  return () => {
    const place = waiting.indexOf(work);
    if (place >= 0) waiting.splice(place, 1);
  };
}

async function takeTurns(): Promise<void> {
  running = true;
  for (;;) {
    await nextTask();
    const work = waiting.shift();
    if (!work) break;
    work();
  }
  running = false;
}
