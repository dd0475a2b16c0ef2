import { geoEqualEarth, geoPath } from 'd3-geo';
import type { WorldShape } from './worldAtlas.ts';

/** Drawing size; the page scales it to the room there is. */
export const MAP_WIDTH = 960;
export const MAP_HEIGHT = 470;
const BINS = 6;

/** A country to colour. */
export interface MapCountry {
  code: string;
  /** ISO 3166-1 numeric; joins the atlas. */
  numeric: string;
  name: string;
  value: number;
  /** Not to be told from chance: drawn in grey. */
  plain?: boolean;
}

interface Place {
  country: MapCountry | null;
  path: string;
}

interface Dot {
  country: MapCountry;
  x: number;
  y: number;
}

export interface WorldMapLayout {
  places: readonly Place[];
  /** Countries too small for their outline to be seen or pointed at. */
  dots: readonly Dot[];
  /** Middle of each country with data, for tooltips. */
  centres: ReadonlyMap<string, readonly [number, number]>;
}

/**
 * Places that the 1:110 million atlas leaves out: longitude and latitude of the dot. Hong Kong and
 * Macau stand a little apart from each other so that both can be pointed at; Northern Ireland has
 * no ISO code and the survey's own number (909).
 */
const WITHOUT_OUTLINE: Readonly<Record<string, readonly [number, number]>> = {
  '020': [1.6, 42.5],
  '344': [115.4, 22.2],
  '446': [111.9, 21.4],
  '462': [73.5, 3.2],
  '702': [103.8, 1.35],
  '909': [-6.7, 54.6]
};
/** Outlines with fewer square pixels get a dot besides. */
const SMALL = 10;

/** Paths and dots of the map (Equal Earth: areas compare fairly) for the countries with data. */
export function layoutWorldMap(
  world: readonly WorldShape[],
  countries: readonly MapCountry[]
): WorldMapLayout {
  const projection = geoEqualEarth().fitSize([MAP_WIDTH, MAP_HEIGHT], {
    type: 'FeatureCollection',
    features: world.map(({ geometry }) => geometry)
  });
  const path = geoPath(projection).digits(1);
  const byNumeric = new Map(countries.map((country) => [country.numeric, country]));
  const centres = new Map<string, readonly [number, number]>();
  const dots: Dot[] = [];

  const places = world.map(({ numeric, geometry }) => {
    const country = (numeric !== null && byNumeric.get(numeric)) || null;
    if (country) {
      const [x, y] = path.centroid(geometry);
      centres.set(country.code, [x, y]);
      if (path.area(geometry) < SMALL) dots.push({ country, x, y });
    }
    return { country, path: path(geometry) ?? '' };
  });
  for (const country of countries) {
    const where = WITHOUT_OUTLINE[country.numeric];
    const point = where && projection([...where]);
    if (!point || centres.has(country.code)) continue;
    centres.set(country.code, point);
    dots.push({ country, x: point[0], y: point[1] });
  }
  return { places, dots, centres };
}

/** Equal steps over what is shown: bin of a value (0 to 5) and the limits between bins. */
export function colourBins(values: readonly number[]): {
  limits: readonly number[];
  binOf: (value: number) => number;
} {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const step = (high - low) / BINS;
  if (!Number.isFinite(step)) return { limits: [], binOf: () => 0 };
  return {
    limits: Array.from({ length: BINS + 1 }, (_, k) => low + k * step),
    binOf: (value) =>
      step === 0 ? BINS - 1 : Math.min(BINS - 1, Math.max(0, Math.floor((value - low) / step)))
  };
}
