import type { ExtendedFeature } from 'd3-geo';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Antarctica: nobody was asked there, and it would take a fifth of the map. */
const LEFT_OUT = '010';

/** Outline of a country; `numeric` (ISO 3166-1) is null for areas without a code. */
export interface WorldShape {
  numeric: string | null;
  geometry: ExtendedFeature;
}

/** The world's countries at 1:110 million (Natural Earth), loaded when a map is first shown. */
export async function loadWorld(): Promise<WorldShape[]> {
  const file = await import('world-atlas/countries-110m.json');
  const atlas = file.default as unknown as Topology<{ countries: GeometryCollection }>;
  return feature(atlas, atlas.objects.countries)
    .features.map((each) => ({
      numeric: each.id === undefined ? null : String(each.id).padStart(3, '0'),
      geometry: each
    }))
    .filter(({ numeric }) => numeric !== LEFT_OUT);
}
