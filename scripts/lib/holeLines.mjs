/** Holes of one reason that are named; the others are counted. */
const NAMED = 12;

/**
 * What was never answered, reason by reason.
 * @param {readonly import('../../src/run/served/servedHoles.ts').NamedHole[]} holes
 * @param {(error: import('../../src/core/errors.ts').AppError) => string} errorText
 * @returns {string[]}
 */
export function holeLines(holes, errorText) {
  /** @type {Map<string, Set<string>>} */
  const byReason = new Map();
  for (const hole of holes) {
    const reason = errorText(hole.error);
    const names = byReason.get(reason) ?? new Set();
    byReason.set(reason, names.add(nameOf(hole)));
  }
  return [...byReason].flatMap(([reason, names]) => {
    const more = names.size - NAMED;
    return [
      `Never answered (${names.size}): ${reason}`,
      ...[...names].slice(0, NAMED).map((name) => `  ${name}`),
      ...(more > 0 ? [`  and ${more} more`] : [])
    ];
  });
}

/** @param {import('../../src/run/served/servedHoles.ts').NamedHole} hole */
function nameOf({ question, cue, picture }) {
  if (question === null) return picture ? `the country of ${picture}` : 'the reading check';
  return `${question}, ${cueWords(cue, picture)}`;
}

/**
 * @param {import('../../src/core/prompts/types.ts').Cue | null} cue
 * @param {string | null} picture
 */
function cueWords(cue, picture) {
  switch (cue?.kind) {
    case undefined:
      return 'the options by themselves, for all cues';
    case 'neutral':
      return 'without a cue';
    case 'country':
      return `with the name ${cue.name}`;
    case 'frame':
      return 'with a country without a name';
    case 'blank':
      return `with a blank picture (${cue.blank})`;
    case 'shuffled':
      return `with the tiles of ${picture}`;
    case 'caption':
      return `with the caption of ${picture}`;
    case 'picture':
      return `with ${picture}`;
  }
}
