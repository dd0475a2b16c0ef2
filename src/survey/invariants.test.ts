import { describe, expect, it } from 'vitest';
import { loadSurvey } from './dataset.ts';

/**
 * What a reader of the literature would expect, with the two figures each claim rests on: the share
 * of one answer, or the mean code. They fail where codes are reversed, countries shifted or an
 * answer worded for the wrong code.
 */
type Claim = [
  claim: string,
  question: string,
  answer: string,
  country: string,
  figure: number,
  lower: string,
  lowerFigure: number
];

// prettier-ignore
const CLAIMS: Claim[] = [
  ["family matters more in Egypt than in the Netherlands", 'Q1', "Very important", 'EGY', 0.9967, 'NLD', 0.7486],
  ["friends matter more in Norway than in Egypt", 'Q2', "Very important", 'NOR', 0.6174, 'EGY', 0.4170],
  ["work matters more in Indonesia than in Great Britain", 'Q5', "Very important", 'IDN', 0.9299, 'GBR', 0.3601],
  ["politics matters more in Nigeria than in Serbia", 'Q4', "Very important", 'NGA', 0.3515, 'SRB', 0.0444],
  ["religion matters more in Nigeria than in China", 'Q6', "Very important", 'NGA', 0.9349, 'CHN', 0.0333],
  ["religion matters more in the United States than in France", 'Q6', "Very important", 'USA', 0.3744, 'FRA', 0.1439],
  ["religion matters more in Italy than in Sweden", 'Q6', "Very important", 'ITA', 0.2500, 'SWE', 0.0953],
  ["independence is taught more in Norway than in Egypt", 'Q8', "Yes, among the most important", 'NOR', 0.8549, 'EGY', 0.1441],
  ["obedience is taught more in Nigeria than in Japan", 'Q17', "Yes, among the most important", 'NGA', 0.5760, 'JPN', 0.0273],
  ["religious faith is taught more in Jordan than in China", 'Q15', "Yes, among the most important", 'JOR', 0.7722, 'CHN', 0.0132],
  ["tolerance is taught more in Germany than in Pakistan", 'Q12', "Yes, among the most important", 'DEU', 0.8413, 'PAK', 0.4240],
  ["another race next door is minded more in Vietnam than in Brazil", 'Q19', "Yes, I would name them", 'VNM', 0.6240, 'BRA', 0.0140],
  ["gay neighbours are minded more in Jordan than in the Netherlands", 'Q22', "Yes, I would name them", 'JOR', 0.9380, 'NLD', 0.0233],
  ["gay neighbours are accepted more in Sweden than in South Korea", 'Q22', "No, I would not name them", 'SWE', 0.9756, 'KOR', 0.2040],
  ["drug addiction next door is minded more in Japan than in Norway", 'Q18', "Yes, I would name them", 'JPN', 0.9940, 'NOR', 0.5674],
  ["men are preferred as leaders more in Pakistan than in Sweden", 'Q29', "Strongly agree", 'PAK', 0.5441, 'SWE', 0.0101],
  ["university for boys first finds more dissent in Norway than in India", 'Q30', "Strongly disagree", 'NOR', 0.8789, 'IND', 0.3905],
  ["men first at scarce jobs finds more support in Jordan than in Japan", 'Q33', "Strongly agree", 'JOR', 0.5898, 'JPN', 0.0642],
  ["same-sex parents find more approval in Norway than in Russia", 'Q36', "Strongly agree", 'NOR', 0.5687, 'RUS', 0.0376],
  ["children as a duty find more support in Pakistan than in the Netherlands", 'Q37', "Strongly agree", 'PAK', 0.5623, 'NLD', 0.0084],
  ["Mexicans call themselves very happy more than South Koreans", 'Q46', "Very happy", 'MEX', 0.5853, 'KOR', 0.0410],
  ["life satisfaction is higher in Mexico than in Zimbabwe", 'Q49', "mean", 'MEX', 8.14, 'ZWE', 4.95],
  ["freedom of choice feels greater in Mexico than in Japan", 'Q48', "mean", 'MEX', 8.16, 'JPN', 6.05],
  ["most people can be trusted: more so in Sweden than in Brazil", 'Q57', "Most people can be trusted", 'SWE', 0.6376, 'BRA', 0.0665],
  ["most people can be trusted: more so in China than in Mexico", 'Q57', "Most people can be trusted", 'CHN', 0.6544, 'MEX', 0.1051],
  ["careful with people: more so in Zimbabwe than in the Netherlands", 'Q57', "Great care is needed with people", 'ZWE', 0.9790, 'NLD', 0.3879],
  ["churches find more confidence in Nigeria than in Japan", 'Q64', "A great deal", 'NGA', 0.6947, 'JPN', 0.0142],
  ["the government finds more confidence in China than in Brazil", 'Q71', "A great deal", 'CHN', 0.4912, 'BRA', 0.0287],
  ["the police find more confidence in Jordan than in Mexico", 'Q69', "A great deal", 'JOR', 0.7341, 'MEX', 0.0572],
  ["going hungry is more frequent in Zimbabwe than in Germany", 'Q51', "Often", 'ZWE', 0.2288, 'DEU', 0.0059],
  ["active church members are more frequent in Nigeria than in Russia", 'Q94', "Active member", 'NGA', 0.6906, 'RUS', 0.0285],
  ["unequal incomes find more support in Vietnam than in Germany", 'Q106', "mean", 'VNM', 8.37, 'DEU', 5.81],
  ["environment first: more so in Sweden than in Nigeria", 'Q111', "Protecting the environment", 'SWE', 0.8786, 'NGA', 0.4127],
  ["corruption is felt to be greater in Brazil than in Germany", 'Q112', "mean", 'BRA', 9.45, 'DEU', 5.58],
  ["immigrants are seen worse in Jordan than in South Korea", 'Q121', "Very bad", 'JOR', 0.4151, 'KOR', 0.0090],
  ["the neighbourhood feels very safe more in Jordan than in Brazil", 'Q131', "Very safe", 'JOR', 0.7531, 'BRA', 0.0924],
  ["robberies are more frequent in Mexico than in Japan", 'Q132', "Very frequent", 'MEX', 0.3153, 'JPN', 0.0024],
  ["terror is feared more in Mexico than in the Netherlands", 'Q147', "Very much", 'MEX', 0.7579, 'NLD', 0.0334],
  ["freedom before equality: more so in the United States than in China", 'Q149', "Freedom", 'USA', 0.7853, 'CHN', 0.3421],
  ["freedom before security: more so in the United States than in Japan", 'Q150', "Freedom", 'USA', 0.7094, 'JPN', 0.1421],
  ["readiness to fight is greater in Vietnam than in Japan", 'Q151', "Yes, I would", 'VNM', 0.9642, 'JPN', 0.2136],
  ["science is seen to better life more in China than in Brazil", 'Q158', "mean", 'CHN', 8.63, 'BRA', 6.71],
  ["too much science, too little faith: more so in Mexico than in the Netherlands", 'Q160', "mean", 'MEX', 6.75, 'NLD', 3.47],
  ["God is more important in Zimbabwe than in the Netherlands", 'Q164', "mean", 'ZWE', 9.83, 'NLD', 3.74],
  ["God is more important in the United States than in Japan", 'Q164', "mean", 'USA', 6.72, 'JPN', 4.52],
  ["belief in God is wider in Pakistan than in China", 'Q165', "Yes, I believe God exists", 'PAK', 0.9858, 'CHN', 0.1698],
  ["belief in God is wider in Italy than in Sweden", 'Q165', "Yes, I believe God exists", 'ITA', 0.8439, 'SWE', 0.3613],
  ["religion over science: more so in Egypt than in Japan", 'Q169', "Strongly agree", 'EGY', 0.8193, 'JPN', 0.0101],
  ["never at services: more so in China than in Nigeria", 'Q171', "Never or practically never", 'CHN', 0.7951, 'NGA', 0.0089],
  ["several prayers a day: more so in Nigeria than in Germany", 'Q172', "Several times a day", 'NGA', 0.8376, 'DEU', 0.0670],
  ["homosexuality is justified more in the Netherlands than in Jordan", 'Q182', "mean", 'NLD', 9.03, 'JOR', 1.27],
  ["abortion is justified more in Sweden than in Nigeria", 'Q184', "mean", 'SWE', 8.22, 'NGA', 1.72],
  ["abortion is justified more in France than in the United States", 'Q184', "mean", 'FRA', 6.78, 'USA', 4.86],
  ["divorce is justified more in Norway than in Pakistan", 'Q185', "mean", 'NOR', 7.97, 'PAK', 2.34],
  ["sex before marriage is justified more in Germany than in Jordan", 'Q186', "mean", 'DEU', 8.52, 'JOR', 1.25],
  ["the death penalty is justified more in Japan than in Germany", 'Q195', "mean", 'JPN', 6.80, 'DEU', 2.53],
  ["camera surveillance is accepted more in India than in South Korea", 'Q196', "Yes, it definitely should", 'IND', 0.6880, 'KOR', 0.0639],
  ["petitions are signed more in Germany than in Vietnam", 'Q209', "I have done it", 'DEU', 0.6891, 'VNM', 0.0392],
  ["votes are counted fairly: more so in Germany than in Mexico", 'Q224', "Very often", 'DEU', 0.7233, 'MEX', 0.1260],
  ["a strong leader is welcome more in India than in Sweden", 'Q235', "Very good", 'IND', 0.4425, 'SWE', 0.0472],
  ["army rule is welcome more in Mexico than in Japan", 'Q237', "Very good", 'MEX', 0.1547, 'JPN', 0.0034],
  ["free elections are essential more in Germany than in Mexico", 'Q243', "mean", 'DEU', 9.54, 'MEX', 6.66],
  ["equal rights are essential to democracy more in Germany than in Nigeria", 'Q249', "mean", 'DEU', 9.58, 'NGA', 6.97],
  ["national pride is greater in India than in the Netherlands", 'Q254', "Very proud", 'IND', 0.7443, 'NLD', 0.2064],
];

const survey = await loadSurvey();

/** Share of the answer, or for `mean` the mean code of a scale whose higher codes mean more. */
function figureOf(country: string, id: string, answer: string): number {
  const question = survey.question(id);
  const p = survey.figure(country, id)?.p;
  if (!question || !p) throw new Error(`no figure for ${country} ${id}`);
  if (answer !== 'mean') {
    expect(question.options).toContain(answer);
    return p[question.options.indexOf(answer)] ?? NaN;
  }
  expect(question.higher?.means).toBe('more');
  return p.reduce((sum, share, index) => sum + share * (question.codes[index] ?? NaN), 0);
}

describe('what the literature leads one to expect', () => {
  it('rests on at least 40 claims', () => expect(CLAIMS.length).toBeGreaterThanOrEqual(40));

  it.each(CLAIMS)(
    '%s (%s, %s)',
    (_claim, question, answer, country, figure, lower, lowerFigure) => {
      const decimals = answer === 'mean' ? 2 : 3;
      expect(figureOf(country, question, answer)).toBeCloseTo(figure, decimals);
      expect(figureOf(lower, question, answer)).toBeCloseTo(lowerFigure, decimals);
      expect(figure).toBeGreaterThan(lowerFigure);
    }
  );
});
