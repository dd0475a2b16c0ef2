import { formatBytes, whole } from '../format.ts';
import { t } from '../i18n.ts';

/** What pieces some work is counted in. */
export type ProgressUnit = 'answers' | 'bytes' | 'cues' | 'files' | 'pictures' | 'rows' | 'ways';

const amount = (value: number, total: number, unit: ProgressUnit): string =>
  unit === 'bytes' ? formatBytes(value, total) : whole(value);

/** How far some work is, in its unit: "2 of 12", "answered", "10 left". */
export function progressWords(done: number, total: number, unit: ProgressUnit) {
  return {
    of: t('progress.of', { done: amount(done, total, unit), total: amount(total, total, unit) }),
    unit: unit === 'bytes' ? '' : t(`progress.units.${unit}`),
    left: t('progress.left', { left: amount(Math.max(0, total - done), total, unit) })
  };
}
