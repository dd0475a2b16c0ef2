import type { ServerProbe } from '../../../core/answers/served.ts';
import { formatSmall } from '../../format.ts';
import { t } from '../../i18n.ts';

/** What a probe found, a sentence each. */
export function probeWords(probe: ServerProbe | null): string[] {
  if (!probe) return [t('served.probe.none')];
  const { raw, continues, letters, batch, pictures } = probe;
  return [
    t('served.probe.letters', { count: letters }),
    t(`served.probe.continues.${continues ? 'yes' : 'no'}`),
    t(`served.probe.raw.${raw === null ? 'unknown' : raw ? 'yes' : 'no'}`),
    t('served.probe.batch', { difference: formatSmall(batch) }),
    t(`served.probe.pictures.${pictures === null ? 'words' : pictures ? 'yes' : 'no'}`)
  ];
}
