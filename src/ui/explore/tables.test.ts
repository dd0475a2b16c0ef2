import { describe, expect, it } from 'vitest';
import type { Question } from '../../core/survey/types.ts';
import { answersOf } from '../../survey/compare.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { toCsv } from '../charts/tableData.ts';
import { comparisonTable, longTable, provenanceTable, sourceWords, waveWords } from './tables.ts';

const survey = await loadSurvey();
const ask = (id: string) => survey.question(id) as Question;
const answers = (id: string, codes: string) => answersOf(survey, ask(id), codes.split(' '));

describe('tables', () => {
  it('hold one cell a column', () => {
    const shown = answers('Q164', 'FRA NGA ZAF');
    const average = { distribution: Array<number>(10).fill(0.1), count: 3 };
    for (const table of [
      comparisonTable(ask('Q164'), shown, average),
      provenanceTable(shown),
      longTable(ask('Q164'), shown, survey.name)
    ])
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });

  it('saves one line per country and option, with its source, and nothing for who was not asked', () => {
    const lines = toCsv(longTable(ask('Q6'), answers('Q6', 'NGA'), survey.name)).split('\r\n');
    expect(lines[0]).toContain('country,country_name,question');
    expect(lines[1]).toMatch(/^NGA,Nigeria,Q6,.*,1,Very important,0\.93\d*,goqa,7,2018,yes,/);
    expect(lines).toHaveLength(4 + 2);
    expect(longTable(ask('Q164'), answers('Q164', 'FRA'), survey.name).rows).toEqual([]);
  });

  it('keeps a source or round of the reader’s own by its own name', () => {
    expect(sourceWords('my panel')).toEqual({ name: 'my panel', note: '' });
    expect(waveWords('2031')).toEqual({ name: '2031', full: '2031' });
    expect(sourceWords('goqa').note).not.toBe('');
  });
});
