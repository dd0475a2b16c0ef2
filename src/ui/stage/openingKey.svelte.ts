const KEY = 'valueshift.stage-key';

/**
 * Does F open the stage? A key without Ctrl or Alt comes by itself from speech input and unsteady hands, so
 * it can be turned off (WCAG 2.1.4); remembered per browser.
 */
class OpeningKey {
  #on: boolean = $state(stored());

  get on(): boolean {
    return this.#on;
  }

  set on(on: boolean) {
    this.#on = on;
    try {
      if (on) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, 'off');
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export const openingKey = new OpeningKey();
