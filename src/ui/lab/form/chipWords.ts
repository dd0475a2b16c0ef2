import { POCKET_MODEL } from '../../../core/study/pocketModel.ts';
import { TOPICS } from '../../../core/survey/topics.ts';
import { NAMED_SETS, type QuestionSet } from '../../../survey/sets.ts';
import { t } from '../../i18n.ts';
import type { BundledPicture } from '../../pictures/bundled.ts';

/** A set of questions as it stands in the sentence: "12 quick questions". */
export function questionWords(set: QuestionSet, count: number): string {
  const named = NAMED_SETS.find((name) => name === set);
  if (named) return t(`form.questions.${named}`, { count });
  const topic = TOPICS.find((name) => name === set);
  return t('form.questions.topic', { count, topic: topic ? t(`topics.${topic}`) : set });
}

/** A model as it stands in the sentence. */
export function modelWords(model: string, title: string | undefined): string {
  return model === POCKET_MODEL ? t('form.model.pocket') : (title ?? model);
}

/**
 * The pictures shown as they stand in the sentence.
 * @param names of the pictures; the bundled ones with their list's entry
 * @param country name of the country whose flag the only picture is
 */
export function pictureWords(
  names: readonly { name: string; bundled: BundledPicture | undefined }[],
  country: (code: string) => string | null | undefined
): string {
  const [only] = names;
  if (!only) return t('form.picture.none');
  if (names.length > 1) return t('form.picture.several', { count: names.length });
  const { name, bundled } = only;
  const flagOf =
    bundled?.country && bundled.category === null ? country(bundled.country) : undefined;
  return flagOf ? t('form.picture.flag', { country: flagOf }) : name;
}

/**
 * What a model that reads words only is told, as it stands in the sentence.
 * @param pictures told in words; null where it is told the country's name alone
 */
export function toldWords(pictures: number | null, country: string): string {
  if (pictures === null) return t('form.told.name', { country });
  return t('form.told.words', { count: Math.max(1, pictures) });
}
