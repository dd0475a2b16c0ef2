import { softmax } from './logSpace.ts';
import type { CountryCode } from '../survey/types.ts';
import type { PictureCategory, PictureId } from '../prompts/types.ts';
import type { PromptScore } from './types.ts';
import type { GateCountry } from '../prompts/gatePrompt.ts';
import type { GateRule, StudyPicture } from '../study/studyTypes.ts';

/** A place of the ranked list. */
export interface RankedCountry {
  country: CountryCode;
  /** Missing where the model named countries by itself: their order is all that is known. */
  score?: number;
}

/** A scored country; `share` is its part of all countries' probability. */
export interface GateGuess extends RankedCountry {
  score: number;
  share: number;
}

export interface GateVerdict {
  /** Likeliest first. */
  ranked: readonly RankedCountry[];
  /** Rank of the picture's own country, from 1; null where it is not in the list. */
  rank: number | null;
  /** Ranks that would pass. */
  passRank: number;
  passes: boolean;
}

/**
 * Countries by the log-probability of their names after the picture; equals by code.
 * @param score of `gateJob` with the picture
 * @param baseline of the same without one: its log-probabilities are taken off (pointwise mutual
 * information), so that names that are likely anyway do not win by that
 */
export function rankCountries(
  countries: readonly GateCountry[],
  score: Pick<PromptScore, 'logprobs'>,
  baseline: Pick<PromptScore, 'logprobs'> | null
): GateGuess[] {
  const scores = countries.map(
    (_, k) => (score.logprobs[k] ?? NaN) - (baseline ? (baseline.logprobs[k] ?? NaN) : 0)
  );
  if (scores.some(Number.isNaN)) {
    throw new RangeError('The gate needs one log-probability per country.');
  }
  const shares = softmax(scores);
  return countries
    .map(({ code }, k) => ({
      country: code,
      score: scores[k] as number,
      share: shares[k] as number
    }))
    .sort((a, b) => b.score - a.score || (a.country < b.country ? -1 : 1));
}

/** Does a picture pass: first place, for people one of the first two (Listings 1 and 2)? */
export function gateVerdict(
  picture: { country: CountryCode; category: PictureCategory | null },
  ranked: readonly RankedCountry[],
  { passRank }: Pick<GateRule, 'passRank'>
): GateVerdict {
  const wanted = picture.category === 'people' ? passRank.people : passRank.other;
  const at = ranked.findIndex(({ country }) => country === picture.country);
  const rank = at < 0 ? null : at + 1;
  return { ranked, rank, passRank: wanted, passes: rank !== null && rank <= wanted };
}

/**
 * Pictures that take part: a choice by hand decides, else the gate while it is on; a picture that
 * the gate has not seen yet waits outside. With several models every one of them must pass it.
 */
export function includedPictures(
  pictures: readonly StudyPicture[],
  gate: Pick<GateRule, 'on'>,
  verdicts: ReadonlyMap<PictureId, readonly Pick<GateVerdict, 'passes'>[]>
): StudyPicture[] {
  return pictures.filter(({ id, included }) => {
    if (included !== 'gate') return included === 'yes';
    if (!gate.on) return true;
    const found = verdicts.get(id) ?? [];
    return found.length > 0 && found.every(({ passes }) => passes);
  });
}
