import { scaleLinear } from 'd3-scale';

/** One estimate on a value axis. */
export interface DotEstimate {
  mean: number;
  /** Null where there is none: a dot without a line. */
  interval: readonly [number, number] | null;
}

interface ValueAxisInput {
  estimates: readonly DotEstimate[];
  /** A value to read against, in the drawing too; null for none. */
  reference: number | null;
  /** No value lies above this: 1 for a similarity. */
  limit: number;
  /** Where the axis begins and ends, in pixels. */
  range: readonly [number, number];
  /** Room on both sides: a share of what the values span, and at least so much. */
  margin: { share: number; least: number };
  ticks: number;
}

export interface ValueAxisLayout {
  ticks: readonly { x: number; value: number }[];
  /** Distance between ticks: decides how many digits their numbers need. */
  tickStep: number;
  reference: number | null;
}

/** A horizontal axis that spans what is shown, not 0 to 1, and the way to place values on it. */
export function layoutValueAxis(input: ValueAxisInput) {
  const { reference, limit, range } = input;
  const x = scaleLinear(domainOf(input), range).nice(5);
  const [from = 0, to = 1] = x.domain();
  x.domain([from, Math.min(to, limit)]);
  const ticks = x.ticks(input.ticks);
  const axis: ValueAxisLayout = {
    ticks: ticks.map((value) => ({ value, x: x(value) })),
    tickStep: (ticks[1] ?? 1) - (ticks[0] ?? 0),
    reference: reference === null ? null : x(reference)
  };
  const place = ({ mean, interval }: DotEstimate) => ({
    x: x(mean),
    low: interval && x(interval[0]),
    high: interval && x(interval[1])
  });
  return { axis, place };
}

function domainOf({ estimates, reference, margin }: ValueAxisInput): [number, number] {
  const values = estimates.flatMap(({ mean, interval }) => [mean, ...(interval ?? [])]);
  if (reference !== null) values.push(reference);
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const room = Math.max((high - low) * margin.share, margin.least);
  return [low - room, high + room];
}
