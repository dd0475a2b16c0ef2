import type { PaperRule, RuleCheck } from '../../core/study/paperRules.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { t } from '../i18n.ts';
import { inRow } from '../inList.ts';
import { countryName } from '../survey/shownPlaces.ts';

const LISTED = 8;

/** What breaks a rule, by name; after the first few their number. */
export function breakNames(
  { rule, breaks }: Pick<RuleCheck, 'rule' | 'breaks'>,
  study: Study,
  survey: Pick<SurveyDataset, 'country'>
): string {
  const pictures = new Map(study.pictures.map(({ id, name }) => [id, name]));
  const country = (code: string) => countryName(code, survey);
  const names: Record<PaperRule, (id: string) => string> = {
    categorised: (id) => id,
    surveyed: (id) => id,
    recognised: (id) => pictures.get(id) ?? id.slice(0, 8),
    pictured: country,
    allPeople: country,
    fivePeople: country,
    bothIncomes: (group) =>
      t(group === 'high' ? 'study.incomeGroups.high' : 'study.incomeGroups.low')
  };
  const first = inRow(breaks.slice(0, LISTED).map(names[rule]));
  const rest = breaks.length - LISTED;
  return rest > 0 ? t('study.paperRules.more', { first, count: rest }) : first;
}
