import { ASKED_CONTROLS, type AskedControl } from '../prompts/cueKinds.ts';
import type { Cue } from '../prompts/types.ts';
import type { StudyFrame } from '../study/studyFrame.ts';

/** What a cue can be measured against. Source: controls-and-inference, Controls. */
export const CONTROLS = ['none', 'blank', 'shuffled', 'caption', 'frame', 'others'] as const;
export type Control = (typeof CONTROLS)[number];

/** Controls of one picture; `others` needs several, and is pointing's. */
export const PICTURE_CONTROLS = ['blank', 'shuffled', 'caption', 'none'] as const;
export type PictureControl = (typeof PICTURE_CONTROLS)[number];

/**
 * A cue's usual zero: pictures that show nothing, or a country's sentence without its name, from which
 * words in place of a picture are measured too.
 */
export const DEFAULT_CONTROL = { picture: 'blank', country: 'frame', caption: 'frame' } as const;
type DefaultControl = (typeof DEFAULT_CONTROL)[keyof typeof DEFAULT_CONTROL];

/**
 * The cues whose mean answer is the zero of a cue (an index into the frame's cues); empty where the
 * study did not ask them. `others`: the further cues of the same kind, of pictures those that take part.
 */
export function controlCues(
  { cues, pictures }: Pick<StudyFrame, 'cues' | 'pictures'>,
  cue: number,
  control: Control
): number[] {
  const own = cues[cue];
  if (!own) return [];
  // Only `others` asks who takes part: making this set for every picture would take seconds.
  const shown = new Set(control === 'others' ? pictures.map(({ id }) => id) : []);
  const isControl = (other: Cue, index: number): boolean => {
    switch (control) {
      case 'none':
        return other.kind === 'neutral';
      case 'blank':
        return other.kind === 'blank' && 'category' in own && other.category === own.category;
      case 'shuffled':
      case 'caption':
        return other.kind === control && own.kind === 'picture' && other.picture === own.picture;
      case 'frame':
        return other.kind === 'frame' && (own.kind === 'country' || own.kind === 'caption');
      case 'others':
        return (
          index !== cue &&
          other.kind === own.kind &&
          (other.kind !== 'picture' || shown.has(other.picture))
        );
    }
  };
  return cues.flatMap((other, index) => (isControl(other, index) ? [index] : []));
}

/** Controls that a study's cues hold. */
export function askedControls({ cues }: Pick<StudyFrame, 'cues'>): AskedControl[] {
  return ASKED_CONTROLS.filter((control) => cues.some(({ kind }) => kind === control));
}

/**
 * Usual controls that cues of a study stand without, as those of earlier versions do: of these cues
 * only raw movement can be shown.
 */
export function missingControls({ cues }: Pick<StudyFrame, 'cues'>): DefaultControl[] {
  const has = (wanted: Cue['kind']) => cues.some(({ kind }) => kind === wanted);
  return (['picture', 'country'] as const).flatMap((kind) =>
    has(kind) && !has(DEFAULT_CONTROL[kind]) ? [DEFAULT_CONTROL[kind]] : []
  );
}

/** What one answer's movement is measured from: its usual control, no cue, or the country's name. */
export const REFERENCES = ['control', 'neutral', 'country'] as const;
export type Reference = (typeof REFERENCES)[number];

/**
 * The cues whose mean answer a picture's, its words' or a name's is measured from; empty where they
 * were not asked.
 */
export function referenceCues(cues: readonly Cue[], cue: number, reference: Reference): number[] {
  const kind = cues[cue]?.kind;
  if (kind !== 'picture' && kind !== 'country' && kind !== 'caption') return [];
  if (reference === 'country') {
    return cues.flatMap((other, index) =>
      other.kind === 'country' && index !== cue ? [index] : []
    );
  }
  const control = reference === 'neutral' ? 'none' : DEFAULT_CONTROL[kind];
  return controlCues({ cues, pictures: [] }, cue, control);
}
