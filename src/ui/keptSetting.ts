/** What this browser remembers under a name; null: nothing, or it may not be asked. */
export function keptSetting(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remembers it; null forgets it. Storage may be forbidden: the choice then lasts as long as the page. */
export function keepSetting(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // See above.
  }
}
