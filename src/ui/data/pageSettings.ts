/** What the page keeps in the browser's own small stores: colours, language, that a reload was tried, guesses. */
const PREFIX = 'valueshift.';

/** Either may be forbidden, or missing: then nothing is kept there. */
function* areas(): Generator<Storage> {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      yield window[name];
    } catch {
      // See above.
    }
  }
}

const ownKeys = (area: Storage) =>
  Array.from({ length: area.length }, (_, at) => area.key(at) ?? '').filter((key) =>
    key.startsWith(PREFIX)
  );

export function pageSettings(): Record<string, string> {
  return Object.fromEntries(
    [...areas()].flatMap((area) => ownKeys(area).map((key) => [key, area.getItem(key) ?? '']))
  );
}

/** Forgets them; call the result to bring them back. */
export function takePageSettings(): () => void {
  const taken = [...areas()].map((area) => {
    const entries = ownKeys(area).map((key) => [key, area.getItem(key) ?? ''] as const);
    for (const [key] of entries) area.removeItem(key);
    return { area, entries };
  });
  return () => {
    for (const { area, entries } of taken) {
      for (const [key, value] of entries) area.setItem(key, value);
    }
  };
}
