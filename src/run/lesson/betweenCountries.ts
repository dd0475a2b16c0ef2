import { mean } from '../../core/mean.ts';
import type { Distribution } from '../../core/survey/types.ts';

/**
 * Share of the variance of people's places on a scale that lies between countries, in [0, 1]: the
 * variance of the countries' means over that plus the mean variance within a country. Every country
 * counts the same; places are the options' numbers. Source: law of total variance.
 * @param people one country's shares each
 */
export function betweenCountries(people: readonly Distribution[]): number {
  const moments = people.map((p) => {
    const middle = p.reduce((sum, share, option) => sum + share * option, 0);
    return {
      middle,
      within: p.reduce((sum, share, option) => sum + share * (option - middle) ** 2, 0)
    };
  });
  const centre = mean(moments.map(({ middle }) => middle));
  const between = mean(moments.map(({ middle }) => (middle - centre) ** 2));
  return between / (between + mean(moments.map(({ within }) => within)));
}
