/** Light, dark, or as the system says; remembered per browser. */
const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'valueshift.theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === value) ?? 'auto';
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
    return 'auto';
  }
}

class ThemeChoice {
  #value: Theme = $state(stored());

  get value(): Theme {
    return this.#value;
  }

  set value(theme: Theme) {
    this.#value = theme;
    this.apply();
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // See above.
    }
  }

  /** Writes the choice to the page; the tokens follow from `color-scheme`. */
  apply(): void {
    if (this.#value === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.#value;
  }
}

export const theme = new ThemeChoice();
