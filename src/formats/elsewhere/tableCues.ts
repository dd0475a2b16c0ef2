import type { Cue } from '../../core/prompts/types.ts';

/** Option texts with no cue and no question before them; what a gate's names weigh without a picture. */
export const BASELINE = 'baseline';
/** In place of a question's number: which country a picture is from. */
export const GATE = 'gate';

/**
 * A cue as tables made elsewhere name it: `none`, `frame`, `country:KOR`, `picture:<SHA-256>`,
 * `blank:grey` (of one kind of pictures `blank:grey:food`), `shuffled:<SHA-256>`, `caption:<SHA-256>`.
 * Unique inside one study.
 */
export function tableCue(cue: Cue): string {
  switch (cue.kind) {
    case 'neutral':
      return 'none';
    case 'frame':
      return 'frame';
    case 'country':
      return `country:${cue.country}`;
    case 'blank':
      return ['blank', cue.blank, ...(cue.category ? [cue.category] : [])].join(':');
    default:
      return `${cue.kind}:${cue.picture}`;
  }
}

/**
 * A name as a person writes it in the study's own form: pictures may be named by their file
 * (`picture:kimchi.jpg`) where one picture of the study alone has that name.
 */
export function tableCueReader(
  pictures: readonly { id: string; name: string }[]
): (written: string) => string {
  const ids = new Map<string, string | null>();
  for (const { id, name } of pictures) ids.set(name, ids.has(name) ? null : id);
  return (written) => {
    const [, kind, name = ''] = /^(picture|shuffled|caption):(.+)$/s.exec(written) ?? [];
    const id = kind && ids.get(name);
    return id ? `${kind}:${id}` : written;
  };
}
