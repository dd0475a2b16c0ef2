import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkSources } from './check.mjs';
import { compile } from './compile.mjs';
import { withHandCheck } from './handCheck.mjs';
import { readSources } from './read.mjs';

const sources = readSources();
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('npm run survey:build', () => {
  it('finds no fault in the sources', () => expect(checkSources(sources)).toEqual([]));

  it('writes what is in the repository, byte by byte', () => {
    const { survey, figures } = compile(sources);
    expect(survey === read('src/survey/data/survey.json')).toBe(true);
    expect(figures === read('src/survey/data/figures.json')).toBe(true);
    const page = read('docs/survey.md');
    expect(withHandCheck(page, sources) === page).toBe(true);
  });

  it('keeps all figures under 250 KB compressed', () => {
    expect(gzipSync(read('src/survey/data/figures.json')).length).toBeLessThan(250_000);
  });

  it('hashes everything but the hash', () => {
    const { hash, ...rest } = JSON.parse(read('src/survey/data/survey.json'));
    const sha = createHash('sha256').update(JSON.stringify(rest)).update('\n');
    expect(sha.update(read('src/survey/data/figures.json')).digest('hex')).toBe(hash);
  });
});

describe('checkSources', () => {
  type Broken = ReturnType<typeof readSources>;
  const faultsAfter = (edit: (broken: Broken) => void) => {
    const broken = structuredClone(sources);
    edit(broken);
    return checkSources(broken);
  };
  const first = (broken: Broken) => broken.wording[0]!.questions[0]!;
  const id = sources.wording[0]!.questions[0]!.id;

  it.each<[string, (record: ReturnType<typeof first>) => void]>([
    ['text is not 4 to 40 words', (record) => (record.text = 'Really?')],
    ['text does not ask', (record) => (record.text = record.text.replace('?', '.'))],
    ['short has more than 7 words', (record) => (record.short = 'a b c d e f g h')],
    ['options do not fit the codes', (record) => (record.options = record.options.slice(1))],
    ['two answers are the same', (record) => (record.options = record.options.map(() => 'Good'))],
    [
      'a continuation starts another one',
      (record) =>
        (record.continuations = record.continuations.map((_, i) => ` good${'!'.repeat(i)}`))
    ],
    ['leadIn form', (record) => (record.leadIn += ' ')],
    ['higher does not fit the scale', (record) => (record.higher = null)]
  ])('wording: %s', (fault, edit) => {
    expect(faultsAfter((broken) => edit(first(broken)))).toContain(`${id}: ${fault}`);
  });

  it.each<[string, (broken: Broken) => void]>([
    ['ALB Q1: shares sum to 2', ({ figures }) => (figures[0]!.shares = [1, 1, 0, 0])],
    ['ALB Q1: a share is not in [0, 1]', ({ figures }) => (figures[0]!.shares = [-1, 2, 0, 0])],
    [
      'ALB Q1: 3 shares do not fit the question’s codes',
      ({ figures }) => (figures[0]!.shares = [1, 0, 0])
    ],
    ['ALB Q1: twice in the figures', ({ figures }) => figures.push(figures[0]!)],
    ['XXX Q1: unknown country', ({ figures }) => (figures[0]!.country = 'XXX')],
    ['ALB: 60 figures, 61 expected', ({ figures }) => figures.shift()],
    ['countries: two share one numeric', ({ countries }) => (countries[0]!.numeric = '826')],
    [
      `${sources.questions[0]!.id}: needs exactly one wording`,
      ({ wording }) => {
        for (const file of wording) file.questions = file.questions.filter(({ id }) => id !== 'Q1');
      }
    ]
  ])('figures: %s', (fault, edit) => expect(faultsAfter(edit)).toContain(fault));
});
