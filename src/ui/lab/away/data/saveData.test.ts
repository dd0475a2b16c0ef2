import '../../../messages/away.ts';
import { describe, expect, it } from 'vitest';
import type { ExportedOrigin } from '../../../../formats/exportedOrigin.ts';
import { joinTables } from './joinTables.ts';
import { fileNameOf } from './fileNames.ts';
import { withOrigin } from './originColumns.ts';

const hash = (of: string) => of.repeat(64);
const flag = { id: hash('a'), file: 'flag-kor.png', title: 'Flag of South Korea' };
const own = { id: hash('b'), file: 'Our harbour.jpg', title: null };
const origin: ExportedOrigin = {
  ...{ app: '0.1.0', savedAt: '2026-11-26T12:00:00.000Z', answersFrom: 'app' },
  ...{ model: 'pocket-llava', modelHash: hash('c'), template: 'brief', templateVersion: 3 },
  ...{ readout: 'text', scoring: 'pmi', orders: null, dontKnow: null },
  ...{ reference: 'control', metric: 'jsd-bits', caveats: 'out' },
  ...{ country: 'KOR', countryName: 'South Korea' },
  survey: { id: 'wvs', name: 'World Values Survey', hash: hash('d') },
  wording: { id: 'valueshift', name: 'Valueshift', hash: hash('e') },
  pictures: [flag, own]
};

describe('withOrigin', () => {
  const table = { columns: [{ label: 'question' }], rows: [['Q1'], ['Q1'], ['Q6']] };
  const { columns, rows } = withOrigin(table, origin, [
    { picture: null, figure: null },
    { picture: flag.id, figure: { source: 'WVS7 v6', wave: 'WVS 7' } },
    { picture: own.id, figure: null }
  ]);
  const line = (index: number) =>
    Object.fromEntries(columns.map(({ label }, k) => [label, rows[index]?.[k]]));

  it('says on every line what all of them share', () => {
    for (const index of [0, 1, 2]) {
      expect(line(index)).toMatchObject({
        model: 'pocket-llava',
        'model SHA-256': hash('c'),
        'prompt template': 'brief',
        'template version': 3,
        readout: 'text',
        scoring: 'pmi',
        orders: null,
        'page measured from': 'control',
        country: 'South Korea',
        'country code': 'KOR',
        survey: 'World Values Survey',
        'survey SHA-256': hash('d'),
        'Valueshift version': '0.1.0',
        'saved at': '2026-11-26T12:00:00.000Z',
        'answers from': 'app'
      });
    }
  });

  it('names the system turn where prompts have one, and is as it always was where not', () => {
    const labels = (of: ExportedOrigin) =>
      withOrigin(table, of, []).columns.map(({ label }) => label);
    expect(labels(origin)).not.toContain('system turn');
    const own = withOrigin(table, { ...origin, system: 'own' }, []);
    const at = own.columns.findIndex(({ label }) => label === 'system turn');
    expect(own.rows.map((row) => row[at])).toEqual(['own', 'own', 'own']);
    expect(labels({ ...origin, system: 'own' }).filter((label) => label !== 'system turn')).toEqual(
      labels(origin)
    );
  });

  it('says of each line which picture it tells of, and whose figures stand beside it', () => {
    expect(line(0)).toMatchObject({ question: 'Q1', picture: null, 'survey source': null });
    expect(line(1)).toMatchObject({
      ...{ picture: flag.title, 'picture file': flag.file, 'picture SHA-256': flag.id },
      ...{ 'survey source': 'WVS7 v6', 'survey wave': 'WVS 7' }
    });
    expect(line(2)).toMatchObject({ picture: own.file, 'picture SHA-256': own.id });
  });

  it('keeps every row as wide as its head', () => {
    expect(rows.every(({ length }) => length === columns.length)).toBe(true);
  });
});

describe('fileNameOf', () => {
  it('tells picture and country', () => {
    const named = (pictures: ExportedOrigin['pictures'], countryName: string | null) =>
      fileNameOf({ pictures, countryName }, 'answers.csv');
    expect(named([flag], 'South Korea')).toBe(
      'valueshift-flag-of-south-korea-next-to-south-korea-answers.csv'
    );
    expect(named([own, flag], 'Türkiye')).toBe(
      'valueshift-our-harbour-and-1-more-next-to-turkiye-answers.csv'
    );
    expect(named([], null)).toBe('valueshift-no-picture-answers.csv');
  });
});

describe('joinTables', () => {
  it('puts lines below each other by the columns’ names, and fills nothing in', () => {
    const columns = (...labels: string[]) => labels.map((label) => ({ label }));
    const first = { columns: columns('question', 'share'), rows: [['Q1', 0.5]] };
    const second = { columns: columns('system turn', 'question'), rows: [['own', 'Q6']] };
    const { columns: joined, rows } = joinTables(first, second);
    expect(joined.map(({ label }) => label)).toEqual(['question', 'share', 'system turn']);
    expect(rows).toEqual([
      ['Q1', 0.5, null],
      ['Q6', null, 'own']
    ]);
  });
});
