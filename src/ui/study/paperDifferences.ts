/** Ways in which the preset "as in the paper" differs from it, each with its sentence. */
export const PAPER_DIFFERENCES = [
  'metric',
  'wording',
  'appearance',
  'readout',
  'dontKnow',
  'models',
  'pictures',
  'gate',
  'questions',
  'topics',
  'figures',
  'incomes',
  'change',
  'intervals'
] as const;
