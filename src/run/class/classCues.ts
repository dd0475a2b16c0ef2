import { canonicalText } from '../../core/canonicalText.ts';
import type { Blank } from '../../core/prompts/cueKinds.ts';
import type { PictureId } from '../../core/prompts/types.ts';
import type { ClassShare, ShareCue } from '../../formats/class/classShare.ts';

/** A cue of a class: pictures by their hash and no longer by their place in one device's list. */
export type ClassCue =
  | { key: string; kind: 'neutral' }
  | { key: string; kind: 'country'; country: string }
  | { key: string; kind: 'blank'; blank: Blank }
  | { key: string; kind: 'picture' | 'caption'; picture: PictureId };

/** The same key on all devices, for the same cue. */
export function classCueOf(cue: ShareCue, { pictures }: ClassShare): ClassCue {
  switch (cue.kind) {
    case 'neutral':
      return { key: 'neutral', kind: 'neutral' };
    case 'country':
      return { key: `country:${cue.country}`, ...cue };
    case 'blank':
      return { key: `blank:${cue.blank}`, ...cue };
    default: {
      const picture = pictures[cue.picture]?.id ?? '';
      const words = cue.kind === 'caption' ? `:${cue.words}` : '';
      return { key: `${cue.kind}:${picture}${words}`, kind: cue.kind, picture };
    }
  }
}

/**
 * What has to be alike for two devices to have been asked the same: model, prompt, readout, wording. In
 * what precision a device computed is its own affair, and told where answers differ.
 */
export function askedAlike({ model, settings, wording }: ClassShare): string {
  const { name, hash, view = 'one' } = model;
  return canonicalText({ name, hash, view, settings, wording });
}
