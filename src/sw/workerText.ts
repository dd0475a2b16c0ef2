import type { BuildList } from './list.ts';

/**
 * The text of `sw.js`: the list of what it keeps, then its code, which every build with this worker
 * shares. A stick that leaves the model out has another list (stick/stickPlan.ts).
 */
export function serviceWorkerText(list: BuildList, code: string): string {
  return `self.BUILD_LIST=${JSON.stringify(list)};\n${code}`;
}
