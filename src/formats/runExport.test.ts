import { describe, expect, it } from 'vitest';
import { buildRunExport, type RunRecord } from './runExport.ts';
import { planJobs } from '../core/prompts/plan.ts';
import type { AskPlan, ChatFormat } from '../core/prompts/types.ts';
import type { PromptScore } from '../core/answers/types.ts';
import type { Question } from '../core/survey/types.ts';

const chat: ChatFormat = {
  system: { open: '<s>', close: '</s>' },
  user: { open: '<u>', close: '</u>' },
  assistant: { open: '<a>' }
};
const question: Question = {
  id: 'Q1',
  topic: 'Security',
  short: 'Locks',
  text: 'Do you lock the door?',
  codes: [1, 2],
  options: ['Yes', 'No'],
  leadIn: 'The door is',
  continuations: [' locked', ' open'],
  scale: 'nominal',
  higher: null
};
const plan: AskPlan = {
  cues: [{ kind: 'neutral' }, { kind: 'country', country: 'KOR', name: 'South Korea' }],
  questions: [question],
  template: {
    id: 't',
    version: 1,
    system: null,
    cue: { neutral: '', country: 'In {country}.', picture: '<image>' },
    askLetter: '{question}\n{options}',
    askText: '{question}',
    optionLine: '({letter}) {option}',
    dontKnowOptions: [],
    letterLeadIn: '('
  },
  readout: 'letter',
  orders: 'forward+reverse',
  dontKnow: 'omit'
};
const model = {
  model: 'm',
  manifestHash: 'h',
  dtype: 'q8',
  device: 'wasm' as const,
  adapter: null,
  threads: 1,
  runner: 'packed',
  selfCheck: { maxError: 0, tolerance: 0.1, canaries: 3 },
  chat
};

function record(
  readout: AskPlan['readout'],
  score: (i: number) => PromptScore | undefined,
  caveats: readonly string[] = []
) {
  const asked = { ...plan, readout };
  const jobs = planJobs(asked, chat);
  const made: RunRecord = {
    plan: asked,
    variant: 'pmi',
    model,
    jobs,
    scores: jobs.map((_, i) => score(i)),
    pictures: [],
    wording: { id: 'w', name: 'W', hash: 'y' },
    comparison: {
      survey: { id: 's', name: 'S', hash: 'x' },
      country: 'KOR',
      figure: () => ({ p: [0.5, 0.5], source: 'src', weighted: true }),
      caveats: () => caveats
    },
    createdAt: new Date(0)
  };
  return buildRunExport(made);
}
const half = (): PromptScore => ({
  logprobs: [Math.log(0.45), Math.log(0.45)],
  tokens: [1, 1],
  prefillTokens: 7,
  ms: 3
});

describe('buildRunExport', () => {
  it('keeps every letter of every order with its mass and cost', () => {
    const made = record('letter', half);
    expect(made.answers).toHaveLength(2);
    expect(made.missing).toBe(0);
    expect(made.answers[0]?.letters).toHaveLength(2);
    expect(made.answers[0]?.letters?.[1]).toMatchObject({ order: [1, 0], prefillTokens: 7, ms: 3 });
    expect(made.answers[0]?.letters?.[0]?.logprobs.A).toBeCloseTo(Math.log(0.45), 12);
    expect(made.answers[0]?.letters?.[0]?.letterMass).toBeCloseTo(0.9, 12);
  });

  it('names each reading of similarity and leaves out the one without meaning', () => {
    const [answer] = record('letter', half).answers;
    expect(answer?.similarity).toEqual({
      'jsd-bits': 1,
      'js-distance-nats': 1,
      'js-distance-bits': 1,
      wasserstein: null
    });
  });

  it('keeps sums, baseline and token counts of the text readout', () => {
    const made = record('text', half);
    expect(made.variant).toBe('pmi');
    expect(made.answers[1]?.words).toMatchObject({
      continuations: [' locked', ' open'],
      tokens: [1, 1],
      baseline: [Math.log(0.45), Math.log(0.45)]
    });
    expect(made.answers[1]?.letters).toBeUndefined();
  });

  it('marks a figure that is not quite comparable, and no other', () => {
    const marked = record('letter', half, ['three-steps']);
    expect(marked.comparison?.figures.Q1).toMatchObject({
      source: 'src',
      caveats: ['three-steps']
    });
    expect(record('letter', half).comparison?.figures.Q1).not.toHaveProperty('caveats');
  });

  it('counts what was not measured and survives JSON unchanged', () => {
    const made = record('letter', (i) => (i < 2 ? half() : undefined));
    expect(made.answers).toHaveLength(1);
    expect(made.missing).toBe(1);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});
