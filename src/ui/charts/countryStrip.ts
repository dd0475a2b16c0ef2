/** How strongly a cue points to a country. */
export interface StripValue {
  code: string;
  name: string;
  /** -1 to 1; NaN where unknown. */
  cosine: number;
}

export interface StripLayout {
  /** Known countries from the one pointed to most; `share` is the place on the axis, in [0, 1]. */
  ticks: readonly (StripValue & { share: number; own: boolean })[];
  /** The own country and its place, counted from 1 (tied countries share the best one); null where unknown. */
  own: (StripValue & { share: number; rank: number }) | null;
  /** Where the axis ends: the strongest pointing, either way. */
  reach: number;
}

/** All countries on one axis around 0, which spans what is shown and no less than a tenth. */
export function layoutStrip(values: readonly StripValue[], ownCode: string | null): StripLayout {
  const known = values
    .filter(({ cosine }) => !Number.isNaN(cosine))
    .sort((a, b) => b.cosine - a.cosine);
  const reach = Math.max(0.1, ...known.map(({ cosine }) => Math.abs(cosine)));
  const ticks = known.map((value) => ({
    ...value,
    share: (value.cosine / reach + 1) / 2,
    own: value.code === ownCode
  }));
  const mine = ticks.find(({ own }) => own);
  const rank = 1 + known.filter(({ cosine }) => mine && cosine > mine.cosine).length;
  return { ticks, own: mine ? { ...mine, rank } : null, reach };
}
