import type { Distribution, Scale } from '../survey/types.ts';
import { hasPosition } from './positions.ts';

/** Probability that leaves one option for another; the options are indexes. */
export interface Flow {
  from: number;
  to: number;
  /** Share of the whole answer that flows, in (0, 1]. */
  mass: number;
}

/** Less than this is what floating point leaves over, not a flow. */
const NOTHING = 1e-9;

/**
 * The largest flow of probability between two answers: what an option loses goes to options that
 * gain, what both answers share stays in its place. On a scale the flows are an earth mover's plan, one
 * that moves everything as little as possible; of these plans the one that serves nearest pairs first,
 * which is not greedy over all pairs (losses at 0 and 3, gains at 2 and 6: 0 to 2 and 3 to 6). Options
 * without an order all lie equally far apart: there it is the largest loser to the largest gainer.
 * Source: ours, after Rubner, Tomasi and Guibas 2000.
 * @returns null where nothing flows; of equal flows the first on the scale
 */
export function largestFlow(scale: Scale, from: Distribution, to: Distribution): Flow | null {
  const gains = from.map((share, option) => (to[option] ?? 0) - share);
  const flows = hasPosition(scale, from.length) ? flowsOnScale(gains) : [flowOfLargest(gains)];
  return flows.reduce<Flow | null>((best, flow) => {
    if (flow.mass < NOTHING) return best;
    return best && best.mass >= flow.mass - NOTHING ? best : flow;
  }, null);
}

/**
 * On a line a plan is optimal where no place is crossed in both directions. Walking along the scale,
 * what waits is therefore all losses or all gains, and the last that waits is the nearest: it is served
 * first.
 */
function flowsOnScale(gains: readonly number[]): Flow[] {
  const flows: Flow[] = [];
  const waiting: { option: number; gain: number }[] = [];
  gains.forEach((gain, option) => {
    let left = gain;
    for (let last = waiting.at(-1); last && last.gain * left < 0; last = waiting.at(-1)) {
      const mass = Math.min(Math.abs(last.gain), Math.abs(left));
      flows.push(
        left > 0 ? { from: last.option, to: option, mass } : { from: option, to: last.option, mass }
      );
      const sign = Math.sign(left);
      left -= sign * mass;
      last.gain += sign * mass;
      if (Math.abs(last.gain) < NOTHING) waiting.pop();
      if (Math.abs(left) < NOTHING) return;
    }
    if (Math.abs(left) >= NOTHING) waiting.push({ option, gain: left });
  });
  return flows.sort((a, b) => a.from - b.from || a.to - b.to);
}

function flowOfLargest(gains: readonly number[]): Flow {
  const [least, most] = [Math.min(...gains), Math.max(...gains)];
  return { from: gains.indexOf(least), to: gains.indexOf(most), mass: Math.min(-least, most) };
}
