import { expect, test } from 'vitest';
import { CHAT, testPlan } from '../fixtures/asking.ts';
import { brief } from './brief.ts';
import { planJobs } from './plan.ts';
import { openedWith, systemUse } from './openedWith.ts';

const chat = { ...CHAT, begin: '<s>', standard: '<s>[system]Be polite.[end]' };
const prefixes = (...plan: Parameters<typeof planJobs>) =>
  new Set(planJobs(...plan).map(({ job }) => job.prefix.split('<|im_start|>user')[0]));

test('a plan opens every prompt as it chose', () => {
  expect(prefixes(testPlan(), chat)).toEqual(new Set(['<s>']));
  expect(prefixes(testPlan({ system: 'none' }), chat)).toEqual(new Set(['<s>']));
  expect(prefixes(testPlan({ system: 'own' }), chat)).toEqual(new Set([chat.standard]));
  const template = { ...brief, system: 'Be brief.' };
  const [own] = prefixes(testPlan({ system: 'own', template }), chat);
  expect(own).toContain('Be brief.');
  expect(own).not.toContain('polite');
});

test('baselines know no system turn, as they know no question', () => {
  const texts = { readout: 'text', system: 'own' } as const;
  const [first] = planJobs(testPlan(texts), chat);
  expect(first?.job.suffix).toBe(`<s>${CHAT.assistant.open}As for Q1, I take`);
});

test('a chat read by an earlier version begins as it did, and with a turn of its own as none does', () => {
  expect(openedWith(CHAT)).toBe(CHAT);
  expect(openedWith(CHAT, 'none')).toBe(CHAT);
  expect(openedWith(CHAT, 'own').begin).toBe('[system turn not read]');
});

test('whose system turn opens a prompt', () => {
  const template = { ...brief, system: 'Be brief.' };
  expect(systemUse(template, 'own', chat)).toBe('text');
  expect(systemUse(brief, 'own', chat)).toBe('own');
  expect(systemUse(brief, undefined, chat)).toBe('none');
  // Nothing is made up there, only the beginning of every chat.
  expect(systemUse(brief, 'own', { begin: '<s>', standard: '<s>' })).toBe('none');
  expect(systemUse(brief, 'own', CHAT)).toBe('none');
});
