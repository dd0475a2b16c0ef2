export const METRICS = ['jsd-bits', 'js-distance-nats', 'js-distance-bits', 'wasserstein'] as const;

/** The four named readings of "similarity": docs/method.md, Measures. */
export type Metric = (typeof METRICS)[number];
