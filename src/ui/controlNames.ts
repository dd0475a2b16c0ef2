import type { AskedControl } from '../core/prompts/cueKinds.ts';
import type { Cue, PictureId } from '../core/prompts/types.ts';
import { t } from './i18n.ts';

export type ControlCue = Extract<Cue, { kind: AskedControl }>;

/** A control in words. */
export function controlName(cue: ControlCue, pictureName: (id: PictureId) => string): string {
  switch (cue.kind) {
    case 'frame':
      return t('results.controls.frame');
    case 'blank':
      return t(`results.controls.blank.${cue.blank}`);
    default:
      return t(`results.controls.${cue.kind}`, { picture: pictureName(cue.picture) });
  }
}
