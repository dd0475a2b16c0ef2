import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { surveyFileOf } from './draft.ts';
import { bundled, fileOf, importAll, longTable } from './fixtures.ts';
import { hashSurvey, openSurveyFile, parseSurveyFile } from './surveyFile.ts';

const ids = bundled.questions.filter(({ id }) => bundled.figure('KOR', id)).map(({ id }) => id);
const makeFile = async (questions: string[], name = 'mine') =>
  surveyFileOf((await importAll(fileOf(longTable(questions, ['KOR'])))).draft, name, {
    file: 'table.csv',
    kind: 'long'
  });

describe('an own survey', () => {
  it('is the same after export and import, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 5 }),
        async (questions) => {
          const file = await makeFile(questions);
          const again = parseSurveyFile(JSON.stringify(file), 'mine.json');
          expect(again).toEqual(file);
          expect(await hashSurvey(again)).toBe(await hashSurvey(file));
        }
      ),
      { numRuns: 20 }
    );
  });

  it('has a hash of its figures, not of its name', async () => {
    const file = await makeFile(['Q6']);
    expect(await hashSurvey({ ...file, name: 'other' })).toBe(await hashSurvey(file));
    expect(await hashSurvey(await makeFile(['Q57']))).not.toBe(await hashSurvey(file));
  });

  it('reads like the bundled one', async () => {
    const file = await makeFile(['Q6', 'Q57']);
    const survey = openSurveyFile(file, { id: 'own-1', hash: 'h' }, bundled);
    expect(survey.questions.map(({ id }) => id)).toEqual(['Q6', 'Q57']);
    expect(survey.country('KOR')?.name).toBe('South Korea');
    expect(survey.figure('KOR', 'Q6')?.source).toBe('own');
    expect(survey.figuresOf('Q6').size).toBe(1);
    expect(survey.figure('NGA', 'Q6')).toBeUndefined();
  });

  it('is refused with the place of the damage', async () => {
    const file = await makeFile(['Q6']);
    const figure = file.figures['Q6']?.['KOR'];
    const broken = { ...file, figures: { Q6: { KOR: { ...figure, p: [0.5, 0.6, 0, 0] } } } };
    expect(() => parseSurveyFile(JSON.stringify(broken), 'a.json')).toThrow(
      /own-data-broken.*figures Q6 KOR/
    );
    expect(() => parseSurveyFile('{"a":\n', 'a.json')).toThrow(/import-not-json.*"line":2/);
    expect(() => parseSurveyFile('{"format":"x"}', 'a.json')).toThrow(/own-data-broken.*format/);
  });
});
