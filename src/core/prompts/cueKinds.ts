/** Pictures that show nothing, in the order in which they are asked about (engine/picture/controls.ts draws them). */
export const BLANKS = ['grey', 'white', 'noise'] as const;
export type Blank = (typeof BLANKS)[number];

/** Cues that a person chooses; the other kinds are what these are measured against. */
export const MAIN_CUES = ['neutral', 'country', 'picture'] as const;
export type MainCue = (typeof MAIN_CUES)[number];

/** Controls that are asked like a cue; `none` is the neutral cue, `others` needs no asking. */
export const ASKED_CONTROLS = ['frame', 'blank', 'shuffled', 'caption'] as const;
export type AskedControl = (typeof ASKED_CONTROLS)[number];

export const CUE_KINDS = [...MAIN_CUES, ...ASKED_CONTROLS] as const;

export function isMain(kind: MainCue | AskedControl): kind is MainCue {
  return (MAIN_CUES as readonly string[]).includes(kind);
}
