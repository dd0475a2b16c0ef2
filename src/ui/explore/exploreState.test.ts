import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadSurvey } from '../../survey/dataset.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { ExploreState } from './exploreState.svelte.ts';
import { MAX_COUNTRIES } from './limits.ts';
import { DEFAULT_VIEW } from './urlState.ts';

const bundled = await loadSurvey();
const codes = (state: ExploreState) => state.answers.map(({ country }) => country.code);

/** As much of a browser's address and history as the state uses. */
const page = { hash: '', entries: [] as string[] };

function open(hash: string, survey: SurveyDataset = bundled): ExploreState {
  page.hash = hash;
  page.entries = [hash];
  return new ExploreState({ survey, ready: () => Promise.resolve(survey) });
}

beforeEach(() => {
  vi.stubGlobal('location', page);
  vi.stubGlobal('history', {
    pushState: (_: unknown, __: string, hash: string) => page.entries.push((page.hash = hash)),
    replaceState: (_: unknown, __: string, hash: string) => {
      page.entries[page.entries.length - 1] = page.hash = hash;
    }
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('ExploreState', () => {
  it('makes a choice a step of the history, and typing none', () => {
    const state = open('#/explore');
    state.ask('Q164');
    state.adjust({ find: 'g' });
    state.adjust({ find: 'go' });
    state.ask('Q164');
    expect(page.entries).toEqual(['#/explore', '#/explore?q=Q164&find=go']);
  });

  it('forgets the option on the map with its question', () => {
    const state = open('#/explore?view=map&option=4');
    expect(state.optionIndex).toBe(3);
    state.ask('Q164');
    expect(state.optionIndex).toBe(0);
  });

  it('adds as many countries as there is room for, each once', () => {
    const state = open('#/explore?c=KOR');
    state.add(['KOR', ...bundled.countries.map(({ code }) => code)]);
    expect(state.chosen).toHaveLength(MAX_COUNTRIES);
    expect(new Set(state.chosen).size).toBe(MAX_COUNTRIES);
    expect(state.full).toBe(true);
    state.toggle('KOR');
    expect(state.chosen).not.toContain('KOR');
  });

  it('shows a share where a mean makes no sense', () => {
    expect(open('#/explore?q=Q152&view=map&map=mean').mapValue).toBe('share');
    expect(open('#/explore?q=Q6&view=map&map=mean').mapValue).toBe('mean');
  });

  it('owes the provenance of all countries on the map, of the chosen ones else', () => {
    expect(open('#/explore?c=KOR').shown).toHaveLength(1);
    expect(open('#/explore?c=KOR&view=map').shown).toHaveLength(bundled.figuresOf('Q6').size);
  });

  it('says what a link names and the data set does not hold', () => {
    const state = open('#/explore?q=Q999&c=KOR,XXX');
    expect(state.unknown).toEqual(['Q999', 'XXX']);
    expect(state.question?.id).toBe(DEFAULT_VIEW.question);
  });

  it('opens on a data set that holds neither the usual question nor the usual countries', () => {
    const countries = bundled.countries.filter(({ code }) => ['ALB', 'ZWE'].includes(code));
    const questions = bundled.questions.filter(({ id }) => id === 'Q1');
    const state = open('#/explore', {
      ...bundled,
      countries,
      country: (code) => countries.find((country) => country.code === code),
      questions,
      question: (id) => questions.find((question) => question.id === id)
    });
    expect(state.question?.id).toBe('Q1');
    expect(codes(state)).toEqual(['ALB', 'ZWE']);
    expect(state.unknown).toEqual([]);
  });
});
