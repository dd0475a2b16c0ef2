import { describe, expect, it } from 'vitest';
import { loadSurvey } from './dataset.ts';

describe('loadSurvey', async () => {
  const survey = await loadSurvey();

  it('holds every question, country and distribution of the sources', () => {
    expect(survey.questions).toHaveLength(258);
    expect(survey.countries).toHaveLength(92);
    const sizes = survey.questions.map(({ id }) => survey.figuresOf(id).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(14_611);
  });

  it('is loaded once', () => expect(loadSurvey()).toBe(loadSurvey()));
});
