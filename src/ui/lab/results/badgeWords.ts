import type {
  BlankBadge,
  NameBadge,
  PointsBadge
} from '../../../core/study/sentences/labBadges.ts';
import { ordinal, points, whole } from '../../format.ts';
import { t } from '../../i18n.ts';

/** A badge's answer, and what belongs to it. */
export interface BadgeWords {
  main: string;
  note: string;
}

export function blankWords(badge: BlankBadge | null): BadgeWords {
  if (!badge) return waiting();
  const { beyond, known } = badge;
  return {
    main: t('results.badges.of', { part: whole(beyond), of: whole(known) }),
    note: t('results.badges.answers', { count: known })
  };
}

export function pointsWords(badge: PointsBadge | null): BadgeWords {
  if (!badge) return waiting();
  if (badge.what === 'gap') {
    return { main: t('results.badges.unknown'), note: t(`results.badges.gap.${badge.gap}`) };
  }
  return {
    main: t('results.badges.of', { part: ordinal(badge.rank), of: whole(badge.of) }),
    note: t('results.badges.byChance', { place: ordinal(badge.byChance) })
  };
}

export function nameWords(badge: NameBadge | null): BadgeWords {
  if (!badge) return waiting();
  switch (badge.what) {
    case 'picture':
    case 'name':
      return {
        main: t(`results.badges.name.${badge.what}`),
        note: t('results.badges.lead', { lead: points(badge.lead) })
      };
    case 'chance':
      return {
        main: t('results.badges.notShown'),
        note: t('results.badges.needs', { lead: points(badge.needs) })
      };
    case 'few':
      return {
        main: t('results.badges.unknown'),
        note: t('results.badges.few', { count: badge.questions })
      };
    case 'none':
      return { main: t('results.badges.unknown'), note: t('results.badges.none') };
  }
}

const waiting = (): BadgeWords => ({ main: '…', note: '' });
