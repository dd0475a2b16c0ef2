import { scaleLinear } from 'd3-scale';
import type { Ellipse } from '../../../core/measures/culturalMap/ellipse.ts';
import type { Role } from '../../charts/series.ts';

export interface PlotPoint {
  id: string;
  x: number;
  y: number;
  role: Role;
  label: string;
  /** Written beside the point. */
  short: string | null;
  ellipse: Ellipse | null;
  /** Looked at: drawn large, with its ellipse. */
  strong: boolean;
}

export interface CulturalPlotLayout {
  width: number;
  height: number;
  /** Where the axes cross. */
  origin: { x: number; y: number };
  points: readonly {
    x: number;
    y: number;
    ellipse: { rx: number; ry: number; turn: number } | null;
    /** Null where it would stand on another's. */
    label: { x: number; y: number } | null;
  }[];
}

const MARGIN = { side: 26, top: 24, bottom: 24 };

/**
 * Geometry in pixels of a map with the same scale on both axes; labels that would cover an earlier
 * one are left out (the table has them), so hand in the important points first.
 */
export function layoutCulturalPlot(
  points: readonly PlotPoint[],
  width: number
): CulturalPlotLayout {
  const height = Math.round(Math.min(640, Math.max(320, width * 0.68)));
  const reach = points.map(reachOf);
  const [x0, x1] = extent(points.map(({ x }, k) => [x, reach[k]?.x ?? 0]));
  const [y0, y1] = extent(points.map(({ y }, k) => [y, reach[k]?.y ?? 0]));
  const inner = {
    width: width - 2 * MARGIN.side,
    height: height - MARGIN.top - MARGIN.bottom
  };
  const scale = Math.min(inner.width / (x1 - x0), inner.height / (y1 - y0));
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const x = scaleLinear([mx, mx + 1], [width / 2, width / 2 + scale]);
  const y = scaleLinear([my, my + 1], [height / 2, height / 2 - scale]);
  const taken: { x: number; y: number; width: number }[] = [];
  return {
    width,
    height,
    origin: { x: x(0), y: y(0) },
    points: points.map((point) => {
      const at = { x: x(point.x), y: y(point.y) };
      return {
        ...at,
        ellipse:
          point.strong && point.ellipse
            ? {
                rx: point.ellipse.major * scale,
                ry: point.ellipse.minor * scale,
                // Screens count angles clockwise.
                turn: (-point.ellipse.angle * 180) / Math.PI
              }
            : null,
        label: point.short === null ? null : labelAt(at, point.short, width, taken)
      };
    })
  };
}

function labelAt(
  at: { x: number; y: number },
  text: string,
  width: number,
  taken: { x: number; y: number; width: number }[]
) {
  const room = text.length * 9 + 4;
  const place = { x: at.x + 8, y: at.y + 5, width: room };
  const covered = taken.some(
    (other) =>
      Math.abs(other.y - place.y) < 15 &&
      place.x < other.x + other.width &&
      other.x < place.x + place.width
  );
  if (covered || place.x + room > width) return null;
  taken.push(place);
  return { x: place.x, y: place.y };
}

/** How far a drawn ellipse reaches from its middle, along either axis. */
function reachOf({ strong, ellipse }: PlotPoint): { x: number; y: number } {
  if (!strong || !ellipse) return { x: 0, y: 0 };
  const { major, minor, angle } = ellipse;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return { x: Math.hypot(major * cos, minor * sin), y: Math.hypot(major * sin, minor * cos) };
}

/**
 * Room for all points and the ellipses of those looked at; a very wide ellipse is cut, because it
 * would press the countries into a dot.
 */
function extent(values: readonly (readonly [middle: number, reach: number])[]): [number, number] {
  const middles = values.map(([middle]) => middle);
  const low = Math.min(0, ...middles);
  const high = Math.max(0, ...middles);
  const most = (high - low) * 0.6;
  const margin = Math.max((high - low) * 0.08, 0.1);
  return [
    Math.max(Math.min(low, ...values.map(([middle, reach]) => middle - reach)), low - most) -
      margin,
    Math.min(Math.max(high, ...values.map(([middle, reach]) => middle + reach)), high + most) +
      margin
  ];
}
