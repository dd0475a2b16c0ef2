export const METRICS = ['jsd-bits', 'js-distance-nats', 'js-distance-bits', 'wasserstein'] as const;

/** The four named readings of "similarity"; method.md, section Similarity. */
export type Metric = (typeof METRICS)[number];
