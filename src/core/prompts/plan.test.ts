import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerAssembler } from '../answers/assembler.ts';
import { CHAT, testPlan } from '../fixtures/asking.ts';
import { CUES_TOGETHER, planJobs } from './plan.ts';
import type { Cue, OrderScheme, Readout } from './types.ts';
import type { PromptScore, RawAnswer } from '../answers/types.ts';

const fakeScore = (index: number, targets: number): PromptScore => ({
  logprobs: Array.from({ length: targets }, (_, k) => -1 - index - k / 16),
  tokens: Array.from({ length: targets }, (_, k) => 1 + (k % 3)),
  prefillTokens: 1,
  ms: 1
});
const name = (answer: RawAnswer) => `${answer.question} ${answer.cue.kind}`;
const byName = (answers: RawAnswer[]) => answers.toSorted((a, b) => (name(a) < name(b) ? -1 : 1));

describe('plan of jobs', () => {
  it('asks blocks of questions, cue by cue, neighbours sharing a prefix', () => {
    const jobs = planJobs(testPlan({ orders: 'single' }), CHAT, [4]);
    const places = jobs.map(({ cueIndex, questionIndex }) => `${cueIndex}:${questionIndex}`);
    expect(places.join(' ')).toBe(
      '0:0 0:1 0:2 0:3 1:0 1:1 1:2 1:3 2:0 2:1 2:2 2:3 0:4 0:5 1:4 1:5 2:4 2:5'
    );
    for (const { job, cueIndex } of jobs) expect(job.picture !== null).toBe(cueIndex === 2);
  });

  it('begins with small blocks', () => {
    const jobs = planJobs(testPlan({ orders: 'single' }), CHAT, [1, 2]);
    const places = jobs.map(({ cueIndex, questionIndex }) => `${cueIndex}:${questionIndex}`);
    expect(places.join(' ')).toBe(
      '0:0 1:0 2:0 0:1 0:2 1:1 1:2 2:1 2:2 0:3 0:4 1:3 1:4 2:3 2:4 0:5 1:5 2:5'
    );
  });

  it('needs each prefix in one stretch, however many cues there are', () => {
    const country = (k: number): Cue => ({ kind: 'country', country: `C${k}`, name: `Land ${k}` });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom<Readout>('letter', 'text'),
        (count, readout) => {
          const cues = Array.from({ length: count }, (_, k) => country(k));
          const jobs = planJobs({ ...testPlan({ readout }), cues }, CHAT).map(({ job }) => job);
          let kept: string[] = [];
          let computed = 0;
          for (const { prefix } of jobs.filter((job) => job.prefix !== '')) {
            if (!kept.includes(prefix)) computed++;
            kept = [...kept.filter((one) => one !== prefix), prefix].slice(-CUES_TOGETHER);
          }
          expect(computed).toBe(count);
          const asked = jobs.map((job) => JSON.stringify(job));
          expect(new Set(asked).size).toBe(asked.length);
        }
      ),
      { numRuns: 40 }
    );
  });

  it('computes one baseline a question, shared by all cues', () => {
    const baselines = planJobs(testPlan({ readout: 'text' }), CHAT).filter(
      ({ part }) => part.kind === 'baseline'
    );
    expect(baselines.map(({ questionIndex }) => questionIndex)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(baselines.every(({ job }) => job.prefix === '' && job.picture === null)).toBe(true);
  });

  it("has letters for the options and, if listed, for don't know", () => {
    const count = (dontKnow: 'omit' | 'list') => {
      const targets = planJobs(testPlan({ dontKnow }), CHAT)[0]?.job.targets;
      return targets?.kind === 'letters' ? targets.letters.join('') : null;
    };
    expect(count('omit')).toBe('ABCD');
    expect(count('list')).toBe('ABCDEF');
  });
});

describe('assembling answers', () => {
  const anyPlan = fc
    .record({
      readout: fc.constantFrom<Readout>('letter', 'text'),
      orders: fc.constantFrom<OrderScheme>('single', 'forward+reverse', 'cyclic')
    })
    .map(testPlan);

  it('gives every answer once, the same for any order of arrival', () => {
    fc.assert(
      fc.property(anyPlan, fc.infiniteStream(fc.nat()), (plan, numbers) => {
        const scored = planJobs(plan, CHAT).map((planned, index) => {
          const { targets } = planned.job;
          const n =
            targets.kind === 'letters' ? targets.letters.length : targets.continuations.length;
          return { planned, score: fakeScore(index, n) };
        });
        const assemble = (list: typeof scored) => {
          const assembler = new AnswerAssembler(plan);
          return list.flatMap(({ planned, score }) => assembler.add(planned, score));
        };
        const inOrder = assemble(scored);
        expect(inOrder.length).toBe(plan.cues.length * plan.questions.length);
        const shuffled = scored
          .map((entry) => ({ entry, at: numbers.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry);
        expect(byName(assemble([...shuffled, ...scored]))).toEqual(byName(inOrder));
      }),
      { numRuns: 40 }
    );
  });
});
