import { keepSetting, keptSetting } from '../keptSetting.ts';

const KEY = 'valueshift.stage-key';

/**
 * Does F open the stage? A key without Ctrl or Alt comes by itself from speech input and unsteady hands, so
 * it can be turned off (WCAG 2.1.4); remembered per browser.
 */
class OpeningKey {
  #on: boolean = $state(keptSetting(KEY) !== 'off');

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    keepSetting(KEY, on ? null : 'off');
  }
}

export const openingKey = new OpeningKey();
