import { TOPICS } from '../../survey/topics.ts';
import { PAPER_COUNTRIES } from '../presets.ts';

/**
 * The numbers that the paper prints for its three models, to lay beside own results and never to
 * mix with them. Facts from "Beyond Words" (2025), Tables 1, 2 and 3.
 */
export const PAPER_MODELS = ['13B', '34B', '72B'] as const;

const over =
  <Key extends string>(keys: readonly Key[]) =>
  (values: readonly number[]) =>
    Object.fromEntries(keys.map((key, k) => [key, values[k]])) as Record<Key, number>;
const byCountry = over(PAPER_COUNTRIES);
const byTopic = over(TOPICS);

/** Table 1: mean similarity by country name, and by pictures without people. */
export const PAPER_SIMILARITY = {
  '13B': {
    name: byCountry([0.6, 0.55, 0.6, 0.6, 0.6, 0.53, 0.58, 0.55, 0.54, 0.55]),
    picture: byCountry([0.61, 0.52, 0.63, 0.62, 0.59, 0.52, 0.57, 0.57, 0.57, 0.52])
  },
  '34B': {
    name: byCountry([0.69, 0.68, 0.73, 0.72, 0.69, 0.65, 0.73, 0.65, 0.73, 0.63]),
    picture: byCountry([0.68, 0.69, 0.72, 0.72, 0.69, 0.68, 0.74, 0.68, 0.74, 0.66])
  },
  '72B': {
    name: byCountry([0.64, 0.67, 0.65, 0.66, 0.64, 0.64, 0.68, 0.64, 0.68, 0.63]),
    picture: byCountry([0.65, 0.65, 0.68, 0.68, 0.65, 0.67, 0.7, 0.64, 0.7, 0.63])
  }
};

/** Table 2: change in percent (of the picture's similarity) by income group and topic. */
export const PAPER_INCOME_CHANGE = {
  high: {
    '13B': byTopic([
      33.52, -7.6, -3.15, -5.22, 7.98, 3.39, -6.45, -10.69, 3.97, -3.51, -3.78, -2.73, -13.17,
      -6.68, 13.0
    ]),
    '34B': byTopic([
      9.8, 0.95, 4.98, 3.53, 5.57, -2.91, 0.01, -6.79, -5.18, -6.47, 14.03, 1.32, 2.22, 0.19, 0.16
    ]),
    '72B': byTopic([
      0.38, -5.44, 1.76, 11.8, 4.68, -7.04, 0.55, -0.47, 6.31, 10.94, -0.61, -0.62, -0.21, -1.0,
      10.94
    ])
  },
  low: {
    '13B': byTopic([
      25.29, -10.63, -3.88, -6.56, 5.42, -3.59, -14.77, -5.26, -2.94, -7.29, -5.59, -5.05, -13.27,
      -3.05, -1.92
    ]),
    '34B': byTopic([
      0.77, -1.97, 3.56, 20.21, 1.85, -7.05, -7.51, -8.42, -5.7, 5.44, 0.67, 2.12, 2.23, -0.61,
      -0.88
    ]),
    '72B': byTopic([
      0.54, -10.78, 4.73, 27.62, 10.65, -18.88, 0.14, -7.88, 2.53, 7.29, -3.77, -3.79, -0.34, -3.79,
      2.53
    ])
  }
};

/** Table 3: p by topic, as printed (0 stands for less than .0005). */
export const PAPER_TOPIC_TESTS = {
  '13B': byTopic([0, 0.818, 0.248, 0, 0, 0.902, 0, 0.032, 0, 0.526, 0, 0.553, 0.0003, 0, 0.005]),
  '34B': byTopic([
    0.166, 0.005, 0, 0, 0, 0.813, 0.597, 0.002, 0, 0, 0, 0.0001, 0.017, 0.0002, 0.622
  ]),
  '72B': byTopic([
    0.596, 0, 0.266, 0, 0, 0.012, 0.024, 0.316, 0, 0.0004, 0, 0.189, 0.325, 0.629, 0.0047
  ])
};
