import { freeRanking } from '../answers/gateAnswer.ts';
import { rankCountries, type RankedCountry } from '../answers/gateRanking.ts';
import type { GateList } from '../prompts/gatePrompt.ts';
import type { PictureId } from '../prompts/types.ts';
import type { GateRule, StudyPicture } from './studyTypes.ts';

/** What one model made of one picture: the countries, likeliest first. */
export interface PictureGate {
  picture: PictureId;
  model: string;
  /** All of the list where names were scored; those that the answer names where it was free. */
  ranking: readonly RankedCountry[];
  /** Of the picture's own country, 1 is first; null where it is not in the ranking. */
  rank: number | null;
  passes: boolean;
  /** The free answer that the ranking was read from; null where names were scored. */
  answer: { text: string; cut: boolean } | null;
}

/** What a model said: the log-probabilities of all names, or an answer of its own. */
export type GateSaid = { sums: readonly number[] } | { text: string; cut: boolean };

/**
 * What a model made of a picture, by the study's rule (Listings 1 and 2: first place passes, for
 * people one of the first two); null where it has not looked at it yet.
 * @param said by picture; the names without any picture under the empty text
 */
export function pictureGate(
  { variant, passRank }: Pick<GateRule, 'variant' | 'passRank'>,
  { id, country, category }: Pick<StudyPicture, 'id' | 'country' | 'category'>,
  model: string,
  list: GateList,
  said: ReadonlyMap<string, GateSaid>
): PictureGate | null {
  const found = rankingOf(variant, list, said.get(id), said.get(''));
  if (!found) return null;
  const rank = found.ranking.findIndex((each) => each.country === country) + 1 || null;
  const wanted = category === 'people' ? passRank.people : passRank.other;
  return { picture: id, model, rank, passes: rank !== null && rank <= wanted, ...found };
}

function rankingOf(
  variant: GateRule['variant'],
  list: GateList,
  said: GateSaid | undefined,
  without: GateSaid | undefined
): Pick<PictureGate, 'ranking' | 'answer'> | null {
  if (!said) return null;
  if ('text' in said) {
    const { text, cut } = said;
    return { ranking: freeRanking(text, list), answer: { text, cut } };
  }
  if (!without || 'text' in without) return null;
  const baseline = variant === 'pmi' ? without.sums : null;
  return { ranking: rankCountries(list, said.sums, baseline), answer: null };
}

/** What to say of it: no country to be read, another than the picture's, or its rank. */
export function gateOutcome({
  passes,
  rank,
  answer,
  ranking
}: PictureGate): 'unread' | 'unnamed' | 'passed' | 'missed' {
  if (answer && ranking.length === 0) return 'unread';
  if (answer && rank === null) return 'unnamed';
  return passes ? 'passed' : 'missed';
}
