import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHAT } from '../fixtures/asking.ts';
import { rankCountries } from './gateRanking.ts';
import { freeRanking, parseGateAnswer } from './gateAnswer.ts';
import { freeGateJob, gateJob } from '../prompts/gatePrompt.ts';
import { paperGateJob } from '../prompts/paperGate.ts';

const countries = [
  { code: 'NER', name: 'Niger' },
  { code: 'NGA', name: 'Nigeria' },
  { code: 'USA', name: 'United States' },
  { code: 'KOR', name: 'South Korea' },
  { code: 'VNM', name: 'Vietnam' },
  { code: 'TUR', name: 'Türkiye' },
  { code: 'CIV', name: "Côte d'Ivoire" },
  { code: 'IND', name: 'India' },
  { code: 'IDN', name: 'Indonesia' }
];

describe('the exact gate', () => {
  test('no name is the beginning of another, and the prefix ends where tokens may be cut', () => {
    const { targets, prefix, suffix } = gateJob('p', countries, CHAT);
    const names = targets.kind === 'continuations' ? targets.continuations : [];
    for (const a of names) for (const b of names) expect(a !== b && b.startsWith(a)).toBe(false);
    expect(prefix.endsWith('<image>\n')).toBe(true);
    expect(suffix).not.toMatch(/^\s/);
    expect(gateJob(null, countries, CHAT)).toMatchObject({ picture: null, suffix });
  });

  const two = countries.slice(0, 2);

  test('PMI takes off what a name weighs without the picture', () => {
    const logprobs = [-5, -4];
    expect(rankCountries(two, logprobs, null).map(({ country }) => country)).toEqual([
      'NGA',
      'NER'
    ]);
    const ranked = rankCountries(two, logprobs, [-9, -3]);
    expect(ranked.map(({ country, score }) => [country, score])).toEqual([
      ['NER', 4],
      ['NGA', -1]
    ]);
    expect(ranked[0]?.share).toBeCloseTo(1 / (1 + Math.exp(-5)), 12);
    expect(() => rankCountries(two, [-1], null)).toThrow(RangeError);
  });
});

describe('free answers', () => {
  const read = (text: string) => parseGateAnswer(text, countries);

  test.each([
    [
      'strict',
      '{"caption": "A flag of India", "top-choice": "Nigeria", "top-choice-reason": "x"}',
      ['NGA']
    ],
    ['fenced', '```json\n{"top-choice": "Viet Nam"}\n```', ['VNM']],
    ['words around', 'Sure! Here it is:\n{"country": "USA"} Hope this helps.', ['USA']],
    ['trailing comma', '{"first-choice": "India", "second-choice": "Indonesia",}', ['IND', 'IDN']],
    [
      'single quotes',
      "{'first_choice': 'Turkey', 'second_choice': 'Cote d'Ivoire'}",
      ['TUR', 'CIV']
    ],
    ['no quotes', '{first-choice: Korea, second-choice: Niger}', ['KOR', 'NER']],
    [
      'cut off',
      '{"first-choice": "Nigeria", "first-choice-reason": "green", "second-choice": "Nig',
      ['NGA']
    ],
    ['wrong order', '{"second-choice": "Niger", "first-choice": "Nigeria"}', ['NGA', 'NER']],
    [
      'a list',
      '{"choices": ["U.S.A.", "united states of america", "south  korea"]}',
      ['USA', 'KOR']
    ],
    ['nested', '{"result": {"top choice": {"country": "Vietnam", "reason": "India"}}}', ['VNM']],
    [
      'objects in a list',
      '[{"rank": 1, "country": "India"}, {"rank": 2, "country": "Niger"}]',
      ['IND', 'NER']
    ],
    ['a sentence', '{"top-choice": "Most likely Nigeria, West Africa"}', ['NGA']],
    ['a remark', '{"top-choice": "India (South)"}', ['IND']],
    ['lines', 'first choice: India\nreason: Niger\nsecond choice: Vietnam', ['IND', 'VNM']]
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ choices: expected, from: 'fields' });
  });

  test('running text: what it mentions, whole words only', () => {
    expect(read('I think of Nigeria, maybe South Korea; not Indianapolis.')).toEqual({
      choices: ['NGA', 'KOR'],
      from: 'text'
    });
  });

  test('are asked for behind the picture alone, which list and form follow', () => {
    const { prefix, suffix, picture, maxTokens } = freeGateJob('p', countries, CHAT);
    expect([picture, prefix]).toEqual(['p', `${CHAT.user.open}<image>\n`]);
    for (const { name } of countries) expect(suffix).toContain(name);
    expect(suffix.endsWith(CHAT.assistant.open)).toBe(true);
    expect(maxTokens).toBeGreaterThan(100);
    // The form itself, given back unfilled, names nothing.
    expect(read(suffix.slice(suffix.indexOf('{')))).toEqual({ choices: [], from: 'nothing' });
  });

  const paperForm = (category: 'food' | 'people' | null) => {
    const job = paperGateJob({ id: 'p', category }, countries, CHAT);
    return { ...job, form: job.suffix.slice(job.suffix.indexOf('{')) };
  };

  test("the paper's prompts: what is shown and one country, or people and five; rules before the picture", () => {
    const [food, people] = [paperForm('food'), paperForm('people')];
    expect(food.suffix).toContain('above all the food');
    expect(paperForm(null).suffix).toContain('above all the typical things');
    expect(people.suffix).not.toContain('above all');
    expect([food, people].map(({ form }) => form.match(/"[a-z-]+":/g)?.length)).toEqual([3, 11]);
    for (const { prefix, suffix, form } of [food, people]) {
      expect(prefix).toMatch(/\n9\. .*Africa\.\n<image>\n$/);
      expect(suffix).not.toMatch(/^\s/);
      for (const { name } of countries) expect(suffix).toContain(name);
      expect(prefix + suffix).not.toMatch(/skin|race/i);
      // The form itself, given back unfilled, names nothing.
      expect(read(form)).toEqual({ choices: [], from: 'nothing' });
    }
  });

  test('the long form is read filled in, cut off, and with quotation marks inside', () => {
    const places = ['first', 'second', 'third', 'fourth', 'fifth'];
    const named = ['Nigeria', 'Niger', 'India', 'Indonesia', 'Vietnam'];
    const filled = places.map(
      (place, k) =>
        `"${place}-choice": "${named[k]}", "${place}-choice-reason": "not ${named[4 - k]}: a sign says Turkey"`
    );
    const long = `{"caption": "a) two people, who cook b) wrappers c) a yard in South Korea", ${filled.join(', ')}}`;
    const all = ['NGA', 'NER', 'IND', 'IDN', 'VNM'];
    expect(read(long)).toEqual({ choices: all, from: 'fields' });
    expect(read(long.slice(0, -20))).toEqual({ choices: all, from: 'fields' });
    expect(read(long.slice(0, long.indexOf('"fourth-choice"'))).choices).toEqual(all.slice(0, 3));
    expect(read(long.replace('a sign says Turkey', 'the sign "Turkey", in red')).choices).toEqual(
      all
    );
    const one = '{"caption": "c", "top-choice": "India", "top-choice-reason": "unlike Nigeria"}';
    expect(read(one)).toEqual({ choices: ['IND'], from: 'fields' });
  });

  test('give a ranking of five at most; a list said again is no choice', () => {
    const ranking = (text: string) => freeRanking(text, countries).map(({ country }) => country);
    const fields = countries.map(({ name }, k) => `"choice ${k + 1}": "${name}"`);
    expect(ranking(`{${fields.join()}}`)).toEqual(['NER', 'NGA', 'USA', 'KOR', 'VNM']);
    expect(ranking('Perhaps Vietnam or India.')).toEqual(['VNM', 'IND']);
    expect(ranking(countries.map(({ name }) => name).join(', '))).toEqual([]);
    expect(ranking('I cannot tell.')).toEqual([]);
  });

  test('none is no country', () => {
    expect(read('{"top-choice": "None"}')).toEqual({ choices: [], from: 'nothing' });
    expect(read('')).toEqual({ choices: [], from: 'nothing' });
    expect(read('us and them')).toEqual({ choices: [], from: 'nothing' });
  });

  test('any text is read, and only countries of the list come out', () => {
    const codes = new Set(countries.map(({ code }) => code));
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      '"',
      "'",
      ':',
      ',',
      'choice',
      'India',
      '\n',
      'USA',
      '`'
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join(''))
        ),
        (text) => {
          const { choices } = read(text);
          expect(choices.every((code) => codes.has(code))).toBe(true);
          expect(new Set(choices).size).toBe(choices.length);
        }
      )
    );
  });
});
