import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AnswerAssembler } from './assembler.ts';
import { CHAT, CUES, testQuestion } from '../fixtures/asking.ts';
import { planJobs } from '../prompts/plan.ts';
import { brief } from '../prompts/brief.ts';
import { scoreIn } from './scoresOf.ts';
import type { AskPlan } from '../prompts/types.ts';
import type { RawAnswer } from './types.ts';

const plans = fc.record({
  readout: fc.constantFrom('letter' as const, 'text' as const),
  orders: fc.constantFrom('single' as const, 'forward+reverse' as const, 'cyclic' as const),
  dontKnow: fc.constantFrom('omit' as const, 'list' as const),
  options: fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 4 })
});

/** All answers of a plan, from made-up scores. */
function answered(plan: AskPlan, next: () => number): RawAnswer[] {
  const assembler = new AnswerAssembler(plan);
  return planJobs(plan, CHAT).flatMap((planned) => {
    const { targets } = planned.job;
    const n = targets.kind === 'letters' ? targets.letters.length : targets.continuations.length;
    const logprobs = Array.from({ length: n }, () => -next());
    // Letters are one token; the words of an option have as many under every prefix.
    const tokens = logprobs.map((_, k) => (targets.kind === 'letters' ? 1 : k + 1));
    return assembler.add(planned, { logprobs, tokens, prefillTokens: 9, ms: 9 });
  });
}

test('an answer taken apart gives the scores that make the same answer', () => {
  fc.assert(
    fc.property(plans, fc.infiniteStream(fc.double({ min: 0, max: 50 })), (choices, stream) => {
      const questions = choices.options.map((n, k) => testQuestion(`Q${k}`, n));
      const plan = { ...choices, questions, cues: CUES, template: brief };
      const answers = answered(plan, () => stream.next().value ?? 1);
      expect(answers).toHaveLength(CUES.length * questions.length);
      const again = new AnswerAssembler(plan);
      const rebuilt = planJobs(plan, CHAT).flatMap((planned) => {
        const cue = plan.cues[Math.max(0, planned.cueIndex)];
        const question = questions[planned.questionIndex]?.id;
        const own = answers.find((each) => each.cue === cue && each.question === question);
        const score = own && scoreIn(planned, plan, own);
        if (!score) throw new Error('no score');
        return again.add(planned, score);
      });
      expect(new Set(rebuilt)).toEqual(new Set(answers));
    }),
    { numRuns: 50 }
  );
});

test('an answer in other orders, or to another question, lends nothing', () => {
  const questions = [testQuestion('Q1', 3)];
  const plan = {
    ...{ questions, cues: CUES, template: brief },
    ...{ readout: 'letter' as const, orders: 'cyclic' as const, dontKnow: 'omit' as const }
  };
  const [answer] = answered(plan, () => 1);
  const reversed = {
    questionIndex: 0,
    part: { kind: 'order' as const, order: [2, 1, 0], index: 1 }
  };
  if (!answer) throw new Error('no answer');
  expect(scoreIn(reversed, { ...plan, orders: 'forward+reverse' }, answer)).toBeNull();
  expect(scoreIn(reversed, { ...plan, questions: [testQuestion('Q2', 3)] }, answer)).toBeNull();
  expect(scoreIn(reversed, plan, answer)).not.toBeNull();
});
