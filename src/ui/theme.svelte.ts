import { keepSetting, keptSetting } from './keptSetting.ts';

/** Light, dark, or as the system says; remembered per browser. */
const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'valueshift.theme';

function stored(): Theme {
  const value = keptSetting(KEY);
  return THEMES.find((theme) => theme === value) ?? 'auto';
}

class ThemeChoice {
  #value: Theme = $state(stored());

  get value(): Theme {
    return this.#value;
  }

  set value(theme: Theme) {
    this.#value = theme;
    this.apply();
    keepSetting(KEY, theme);
  }

  /** Writes the choice to the page; the tokens follow from `color-scheme`. */
  apply(): void {
    if (this.#value === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#value;
  }
}

export const theme = new ThemeChoice();
