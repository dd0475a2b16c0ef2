import { describe, expect, test } from 'vitest';
import { loadSurvey } from './dataset.ts';
import { CHAT } from '../core/fixtures/asking.ts';
import { gateJob } from '../core/prompts/gatePrompt.ts';
import { renderPrefix } from '../core/prompts/render.ts';
import { TEMPLATES } from '../core/prompts/templates.ts';
import { PRESETS, presetChoices } from '../core/study/presets.ts';
import { gateList } from '../core/study/participants.ts';
import { countryInPrompt, nameAlone } from '../core/survey/countryInPrompt.ts';
import { CountryNames } from '../core/survey/countryNames.ts';

const inSentence = (name: string) => countryInPrompt({ code: 'XXX', name }).name;

test("of the survey's 92 countries four take an article", async () => {
  const { countries } = await loadSurvey();
  const changed = countries.filter((each) => countryInPrompt(each).name !== each.name);
  expect(changed.map(({ code }) => code)).toEqual(['MDV', 'NLD', 'PHL', 'USA']);
});

test.each([
  ['United Kingdom', 'the United Kingdom'],
  ['Great Britain', 'Great Britain'],
  ['Czech Republic', 'the Czech Republic'],
  ['Democratic Republic of the Congo', 'the Democratic Republic of the Congo'],
  ['Marshall Islands', 'the Marshall Islands'],
  ['the Gambia', 'the Gambia'],
  ['Niger', 'Niger'],
  ['Dominica', 'Dominica']
])('%s is %s in a sentence', (name, expected) => {
  expect(inSentence(name)).toBe(expected);
  expect(nameAlone(expected)).toBe(name.replace(/^the /, ''));
});

describe('what a new study asks', () => {
  test('names the United States with the article, in every template and at the gate', async () => {
    const survey = await loadSurvey();
    const { countries } = presetChoices('recommended', survey);
    const cues = countries.map(
      ({ code, name }) => ({ kind: 'country', country: code, name }) as const
    );
    const usa = cues.find(({ country }) => country === 'USA');
    for (const template of TEMPLATES) {
      const prompt = usa ? renderPrefix(template, usa, CHAT) : '';
      expect(prompt).toContain('live in the United States.');
      expect(prompt.replaceAll('the United States', '')).not.toContain('United States');
    }
    const list = gateList({ countries, gate: PRESETS.recommended.gate }, survey);
    const { targets } = gateJob('', list, CHAT);
    const names = targets.kind === 'continuations' ? targets.continuations : [];
    expect(names).toContain(' the Netherlands.');
    expect(names).not.toContain(' Netherlands.');
  });
});

test('answers are read with and without the article', () => {
  const names = new CountryNames([
    { code: 'PHL', name: 'the Philippines' },
    { code: 'USA', name: 'United States' }
  ]);
  expect(names.exactly('Philippines')).toBe('PHL');
  expect(names.exactly('The United States')).toBe('USA');
  expect(names.mentioned('Not the United States but the Philippines.')).toEqual(['USA', 'PHL']);
  expect(names.mentioned('Philippines')).toEqual(['PHL']);
});
