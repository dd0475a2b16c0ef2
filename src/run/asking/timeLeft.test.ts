import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planJobs } from '../../core/prompts/plan.ts';
import { CHAT, testPlan } from '../../core/fixtures/asking.ts';
import type { Cue, PromptJob, Readout } from '../../core/prompts/types.ts';
import type { Question } from '../../core/survey/types.ts';
import { seededRandom } from '../../core/inference/random.ts';
import { costsOf, TimeLeft } from './timeLeft.ts';

/** What a device takes, in milliseconds a token; `noise`: how much single packs stray. */
interface Device {
  own: number;
  prefix: number;
  picture: number;
  call: number;
  noise: number;
}

/** WASM on one thread as measured (docs/engine.md), a phone of a third of its speed, a fast one. */
const DEVICES: Device[] = [
  { own: 13, prefix: 12, picture: 900, call: 30, noise: 0.15 },
  { own: 40, prefix: 45, picture: 5000, call: 60, noise: 0.15 },
  { own: 4, prefix: 4, picture: 150, call: 10, noise: 0.1 }
];
const PACK = 4;
const CHARACTERS_A_TOKEN = 4.3;

/** Runs the jobs in packs on a simulated device: each job's share of its pack's milliseconds. */
function simulate(jobs: readonly PromptJob[], device: Device, seed: number): number[] {
  const random = seededRandom(seed);
  const tokens = (text: string) => Math.ceil(text.length / CHARACTERS_A_TOKEN + random() - 0.5);
  const known = new Set<string>();
  const ms: number[] = [];
  while (ms.length < jobs.length) {
    const first = jobs[ms.length] as PromptJob;
    const next = jobs.slice(ms.length, ms.length + PACK);
    const other = next.findIndex(
      (job) => job.prefix !== first.prefix || job.picture !== first.picture
    );
    const pack = other === -1 ? next : next.slice(0, other);
    let time = device.call;
    const prefix = `${first.picture} ${first.prefix}`;
    if (!known.has(prefix)) time += device.prefix * tokens(first.prefix);
    if (first.picture && !known.has(first.picture)) time += device.picture;
    known.add(prefix).add(first.picture ?? '');
    for (const { suffix, targets } of pack) {
      const words = targets.kind === 'continuations' ? targets.continuations.join('') : '';
      time += device.own * (tokens(suffix) + tokens(words));
    }
    time *= 1 + device.noise * (2 * random() - 1);
    for (let k = 0; k < pack.length; k++) ms.push(time / pack.length);
  }
  return ms;
}

/** A plan of real size: questions of different lengths, all kinds of cues. */
function realPlan(readout: Readout, questions: number, pictures: number) {
  const plan = testPlan({ readout, orders: 'forward+reverse' });
  const cues: Cue[] = [
    { kind: 'neutral' },
    { kind: 'country', country: 'KOR', name: 'South Korea' },
    ...Array.from({ length: pictures }, (_, k): Cue => {
      return { kind: 'picture', picture: `p${k}`, category: null };
    })
  ];
  const many = Array.from({ length: questions }, (_, k): Question => {
    const base = plan.questions[k % plan.questions.length] as Question;
    const text = `${base.text} ${'And how about that? '.repeat((k * 7) % 5)}(${k})`;
    return { ...base, id: `Q${k}`, text };
  });
  return { ...plan, cues, questions: many };
}

describe('time left', () => {
  it('is right within 20% after 10 questions', () => {
    const runs = fc.record({
      readout: fc.constantFrom<Readout>('letter', 'text'),
      pictures: fc.integer({ min: 1, max: 4 }),
      questions: fc.integer({ min: 40, max: 120 }),
      device: fc.constantFrom(...DEVICES),
      seed: fc.nat(1000)
    });
    fc.assert(
      fc.property(runs, ({ readout, pictures, questions, device, seed }) => {
        const plan = realPlan(readout, questions, pictures);
        const planned = planJobs(plan, CHAT);
        const jobs = planned.map(({ job }) => job);
        const costs = costsOf(jobs);
        const ms = simulate(jobs, device, seed);
        const left = new TimeLeft(costs);
        const after = planned.findIndex(
          ({ questionIndex, cueIndex }) => questionIndex === 10 && cueIndex === plan.cues.length - 1
        );
        for (let k = 0; k < after; k++) left.done(costs[k] as (typeof costs)[0], ms[k] as number);
        const truth = ms.slice(after).reduce((sum, one) => sum + one, 0) / 1000;
        const told = left.seconds() as number;
        expect(Math.abs(told - truth) / truth).toBeLessThan(0.2);
      }),
      { numRuns: 150 }
    );
  });

  it('says nothing before anything was done, and 0 at the end', () => {
    const jobs = planJobs(realPlan('letter', 5, 1), CHAT).map(({ job }) => job);
    const costs = costsOf(jobs);
    const left = new TimeLeft(costs);
    expect(left.seconds()).toBeNull();
    for (const cost of costs) {
      left.done(cost, 5);
      expect(left.seconds()).toBeGreaterThanOrEqual(0);
    }
    expect(left.seconds()).toBe(0);
  });

  it('counts what prompts share once', () => {
    const job = (suffix: string): PromptJob => ({
      prefix: 'A cue.',
      suffix,
      picture: 'p',
      targets: { kind: 'letters', letters: ['A', 'B'] }
    });
    expect(costsOf([job('Same? (A) x'), job('Same? (A) yy'), job('Same? (A) yy')])).toEqual([
      { own: 11, prefix: 6, picture: 1 },
      { own: 2, prefix: 0, picture: 0 },
      { own: 1, prefix: 0, picture: 0 }
    ]);
  });
});
