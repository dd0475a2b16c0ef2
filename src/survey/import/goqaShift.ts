/**
 * GlobalOpinionQA as published carries wrong labels on its first World Values Survey columns: the
 * mean over all countries stands under the first name, and each of the next four names holds the
 * figures of the one before it. Questions that the European study asked too begin at Albania (which
 * the world survey alone did not visit), the others at Andorra.
 */
const JOINT = ['Albania', 'Andorra', 'Azerbaijan', 'Argentina', 'Australia'] as const;
const WVS_ONLY = ['Andorra', 'Argentina', 'Australia', 'Bangladesh', 'Armenia'] as const;

/** The labels in their order of the shift; the last one's own figures are not in the table. */
function shiftedLabels(labels: ReadonlySet<string>): readonly string[] {
  const order = labels.has('Albania') ? JOINT : WVS_ONLY;
  return order.every((label) => labels.has(label)) ? order : [];
}

/** The same columns under their true names; without the mean, and without what is not there. */
export function correctShift<Column>(columns: ReadonlyMap<string, Column>): Map<string, Column> {
  const shifted = shiftedLabels(new Set(columns.keys()));
  const corrected = new Map<string, Column>();
  for (const [label, column] of columns) {
    const place = shifted.indexOf(label);
    if (place < 0) corrected.set(label, column);
    const truth = shifted[place - 1];
    if (truth !== undefined) corrected.set(truth, column);
  }
  return corrected;
}
