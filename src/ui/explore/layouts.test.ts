import { describe, expect, it } from 'vitest';
import type { Question } from '../../core/survey/types.ts';
import { loadSurvey } from '../../survey/dataset.ts';
import { groupCountries, GROUPINGS } from './countryGroups.ts';
import { layoutKey } from './optionKey.ts';
import { layoutPanels } from './panels.ts';
import { layoutStackedRows, type ShareRow } from './stackedRows.ts';
import { toneOf } from './tone.ts';

const survey = await loadSurvey();
const ask = (id: string) => survey.question(id) as Question;
const measure = (text: string) => text.length * 6.6;
const WIDTHS = [296, 480, 760];

const rowsOf = (question: Question): ShareRow[] => [
  ...survey.countries.slice(0, 12).map(({ code, name }) => ({
    id: code,
    name,
    distribution: survey.figure(code, question.id)?.p ?? null
  })),
  {
    id: 'average',
    name: 'Mean',
    distribution: question.codes.map(() => 1 / question.codes.length),
    reference: true
  }
];

describe.each(WIDTHS)('at %i pixels, for every question', (width) => {
  it('the key stays inside and its entries apart', () => {
    for (const question of survey.questions) {
      const { items, height } = layoutKey(question, width, measure);
      expect(items).toHaveLength(question.codes.length);
      const texts = items.filter(({ lines }) => lines.length > 0);
      texts.forEach((item, index) => {
        const right = item.textX + Math.max(...item.lines.map(measure));
        expect([question.id, right <= width + 0.5]).toEqual([question.id, true]);
        expect(item.textY + (item.lines.length - 1) * 14).toBeLessThan(height + 1);
        const next = texts[index + 1];
        if (next && next.textY === item.textY)
          expect([question.id, next.textX > right]).toEqual([question.id, true]);
      });
    }
  });

  it('stacked rows fill their width, labels only where they fit', () => {
    for (const question of survey.questions) {
      const layout = layoutStackedRows(question, rowsOf(question), width, measure);
      for (const { segments } of layout.rows) {
        for (const { x, width: wide, label } of segments) {
          expect(x).toBeGreaterThanOrEqual(layout.plotLeft - 1e-6);
          expect(x + wide).toBeLessThanOrEqual(layout.plotRight + 1e-6);
          expect(measure(label)).toBeLessThanOrEqual(Math.max(0, wide));
        }
      }
    }
  });

  it('panels stay inside and columns below their limit', () => {
    for (const question of survey.questions) {
      const { panels, limit, height, plotHeight } = layoutPanels(
        question,
        rowsOf(question),
        width,
        measure
      );
      expect(limit).toBeLessThanOrEqual(1);
      expect(panels).toHaveLength(12);
      for (const panel of panels) {
        expect(panel.x + panel.width).toBeLessThanOrEqual(width + 1e-6);
        expect(panel.baseline).toBeLessThan(height);
        for (const column of panel.columns) {
          expect(column.height).toBeLessThanOrEqual(plotHeight + 1e-6);
          expect(column.x + column.width).toBeLessThanOrEqual(panel.x + panel.width + 1e-6);
        }
      }
    }
  });
});

describe('toneOf', () => {
  it('is strongest where there is most of what the scale measures', () => {
    expect(toneOf(ask('Q6'), 0)).toEqual({ step: 1 });
    expect(toneOf(ask('Q164'), 9)).toEqual({ step: 1 });
    expect(toneOf(ask('Q152'), 2)).toEqual({ kind: 2 });
  });

  it('gives every option of a choice a colour of its own', () => {
    for (const question of survey.questions.filter(({ scale }) => scale === 'nominal'))
      expect(question.codes.length).toBeLessThanOrEqual(8);
  });
});

describe('groupCountries', () => {
  it.each(GROUPINGS)('holds every country once: %s', (grouping) => {
    const groups = groupCountries(survey.countries, grouping, '');
    expect(groups.flatMap(({ countries }) => countries)).toHaveLength(survey.countries.length);
  });

  it('runs incomes from low to high, the unclassified last', () => {
    const names = groupCountries(survey.countries, 'income', '').map(({ name }) => name);
    expect(names).toEqual([
      'Low income',
      'Lower middle income',
      'Upper middle income',
      'High income',
      null
    ]);
  });

  it('finds by name, code, region, zone and income', () => {
    const found = (find: string) =>
      groupCountries(survey.countries, 'region', find).flatMap(({ countries }) =>
        countries.map(({ code }) => code)
      );
    expect(found('korea')).toEqual(['KOR']);
    expect(found('nga')).toContain('NGA');
    expect(found('confucian high')).toContain('JPN');
    expect(found('sub-saharan')).toHaveLength(5);
    expect(found('atlantis')).toEqual([]);
  });
});
