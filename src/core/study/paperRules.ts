import type { CountryCode, QuestionId } from '../survey/types.ts';
import { wantedPictures } from './participants.ts';
import type { PictureGate } from './pictureGate.ts';
import { pictureSet } from './studyFrame.ts';
import { incomePool } from './studyResults.ts';
import type { Study, StudyPicture } from './studyTypes.ts';
import { seeingModels, someoneSees } from './wordsOnly.ts';

/**
 * The paper's rules for what enters its study (sections 4.1 to 4.3, appendix A.2). `categorised`: a
 * question is among those whose topics the paper has; `surveyed`: at least one of the countries was
 * asked it; `recognised`: every model's first guess is the picture's country, of people one of its
 * first two; `pictured`: a country has such a picture; and of countries with pictures of people,
 * `allPeople`: all of these are recognised, `fivePeople`: at least five are; `bothIncomes`: countries
 * of both income groups are left.
 */
export const PAPER_RULES = [
  'categorised',
  'surveyed',
  'recognised',
  'pictured',
  'allPeople',
  'fivePeople',
  'bothIncomes'
] as const;
export type PaperRule = (typeof PAPER_RULES)[number];

export interface RuleCheck {
  rule: PaperRule;
  /** `open`: no model has looked yet at pictures on which it hangs; `none`: nothing that it is about. */
  state: 'holds' | 'broken' | 'open' | 'none';
  /** What breaks it: ids of questions or pictures, codes of countries, or the income group that lacks. */
  breaks: readonly string[];
}

export interface RuleSurvey {
  /** Empty where the survey has no topics of the paper's. */
  topicsPaper: ReadonlyMap<QuestionId, unknown>;
  figuresOf(question: QuestionId): ReadonlyMap<CountryCode, unknown>;
  country(code: CountryCode): { income: string | null } | undefined;
}

/** Ranks that the paper lets pass, whatever the study's own gate lets pass. */
const PASS = { people: 2, culture: 1 } as const;
const FEWEST_PEOPLE = 5;

/** Every rule, held against a study as it is. */
export function paperRules(
  study: Study,
  gates: readonly PictureGate[],
  survey: RuleSurvey
): RuleCheck[] {
  const { questions, countries } = study;
  // Where nobody sees pictures, nothing is to be said of them.
  const wanted = someoneSees(study) ? wantedPictures(study) : [];
  const seen = recogniser(study, gates);
  const known = (pictures: readonly StudyPicture[]) => pictures.filter((each) => seen(each));
  const open = (pictures: readonly StudyPicture[]) => pictures.some((each) => seen(each) === null);
  const people = byCountry(wanted.filter((each) => pictureSet(each) === 'people'));
  const all = byCountry(wanted);
  const kept = [...people].filter(
    ([, own]) => known(own).length === own.length && own.length >= FEWEST_PEOPLE
  );
  const incomes = new Set(kept.map(([code]) => incomePool(survey.country(code)?.income ?? null)));
  const groups = (['high', 'low'] as const).filter((group) => !incomes.has(group));

  const check = (
    rule: PaperRule,
    about: readonly unknown[],
    breaks: readonly string[],
    hangsOn: readonly StudyPicture[] = []
  ): RuleCheck => {
    if (about.length === 0) return { rule, state: 'none', breaks: [] };
    if (breaks.length > 0) return { rule, state: 'broken', breaks };
    return { rule, state: open(hangsOn) ? 'open' : 'holds', breaks };
  };
  const codesOf = (of: ReadonlyMap<CountryCode, StudyPicture[]>, broken: Breaks) =>
    [...of].filter(([, own]) => broken(own)).map(([code]) => code);
  type Breaks = (own: readonly StudyPicture[]) => boolean;
  const missed = wanted.filter((each) => seen(each) === false);
  const asked = (id: QuestionId) => {
    const figures = survey.figuresOf(id);
    return countries.some(({ code }) => figures.has(code));
  };
  const everyone = [...people.values()].flat();
  return [
    check(
      'categorised',
      survey.topicsPaper.size > 0 ? questions : [],
      questions.filter((id) => !survey.topicsPaper.has(id))
    ),
    check(
      'surveyed',
      questions,
      questions.filter((id) => !asked(id))
    ),
    check(
      'recognised',
      wanted,
      missed.map(({ id }) => id),
      wanted
    ),
    check(
      'pictured',
      wanted.length > 0 ? countries : [],
      countries
        .filter(({ code }) => (all.get(code) ?? []).every((each) => seen(each) === false))
        .map(({ code }) => code),
      wanted
    ),
    check(
      'allPeople',
      everyone,
      codesOf(people, (own) => own.some((each) => seen(each) === false)),
      everyone
    ),
    check(
      'fivePeople',
      everyone,
      codesOf(people, (own) => !open(own) && known(own).length < FEWEST_PEOPLE),
      everyone
    ),
    check('bothIncomes', everyone, open(everyone) ? [] : groups, everyone)
  ];
}

/**
 * The study with everything taken out that breaks a rule, as far as models have looked: questions,
 * pictures that are not recognised, and all pictures of people of a country that falls out. Countries
 * stay, and what only more pictures could mend stays broken. Null where nothing is to be taken out.
 */
export function paperFilter(
  study: Study,
  checks: readonly RuleCheck[]
): Pick<Study, 'questions' | 'pictures'> | null {
  const breaking = (...rules: PaperRule[]) =>
    new Set(checks.flatMap(({ rule, breaks }) => (rules.includes(rule) ? breaks : [])));
  const [asked, shown] = [breaking('categorised', 'surveyed'), breaking('recognised')];
  const people = breaking('allPeople', 'fivePeople');
  const out = new Set(
    wantedPictures(study)
      .filter((each) => {
        return shown.has(each.id) || (pictureSet(each) === 'people' && people.has(each.country));
      })
      .map(({ id }) => id)
  );
  if (asked.size === 0 && out.size === 0) return null;
  return {
    questions: study.questions.filter((id) => !asked.has(id)),
    pictures: study.pictures.map((each) =>
      out.has(each.id) ? { ...each, included: 'no' as const } : each
    )
  };
}

/** Whether every model that takes pictures recognises one; null where it is not known yet. */
function recogniser(study: Study, gates: readonly PictureGate[]) {
  const models = seeingModels(study);
  const ranks = new Map(gates.map(({ model, picture, rank }) => [`${model} ${picture}`, rank]));
  return (picture: StudyPicture): boolean | null => {
    const own = models.map(({ model }) => ranks.get(`${model} ${picture.id}`));
    const pass = PASS[pictureSet(picture)];
    if (own.some((rank) => rank !== undefined && (rank === null || rank > pass))) return false;
    return own.length === 0 || own.includes(undefined) ? null : true;
  };
}

function byCountry(pictures: readonly StudyPicture[]): Map<CountryCode, StudyPicture[]> {
  const found = new Map<CountryCode, StudyPicture[]>();
  for (const each of pictures) {
    found.set(each.country, [...(found.get(each.country) ?? []), each]);
  }
  return found;
}
