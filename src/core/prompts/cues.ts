import { BLANKS, type Blank } from './cueKinds.ts';
import type { Cue, PictureId } from './types.ts';

/**
 * The picture that a cue's prompt is asked with, null for none. Pictures made by the engine itself
 * have names instead of hashes: `blank:grey`, `<hash>:shuffled:<seed>`.
 */
export function pictureOf(cue: Cue): PictureId | null {
  switch (cue.kind) {
    case 'picture':
      return cue.picture;
    case 'blank':
      return `blank:${cue.blank}`;
    case 'shuffled':
      return `${cue.picture}:shuffled:${cue.seed}`;
    default:
      return null;
  }
}

/** A name by `pictureOf` taken apart; null for a picture from a file. */
export function madePicture(
  id: PictureId
): { blank: Blank } | { shuffled: PictureId; seed: number } | null {
  const [first = '', second = '', third = ''] = id.split(':');
  if (first === 'blank') {
    const blank = BLANKS.find((each) => each === second);
    return blank ? { blank } : null;
  }
  return second === 'shuffled' ? { shuffled: first, seed: Number(third) } : null;
}
