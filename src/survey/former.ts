import { openSurvey, read, readFigures } from './dataset.ts';
import type { SurveyDataset } from './types.ts';

/**
 * Earlier states of the bundled survey by their hash: `data/survey.json` as it was, over the same
 * figures. Where words, topics or marks change, the file before is kept here, so that studies and
 * zips open in the words that they were asked in, with the answers that they have.
 */
const FORMER: Readonly<Record<string, () => Promise<{ default: string }>>> = {
  f5f33b3cf89dba36ef0592fa8adfd18eca4e5ddc0c6fa5d2c548a0b8f76a95c6: () =>
    import('./former/f5f33b3c.json?raw')
};

/**
 * An earlier state of the bundled survey; null where no version had this hash. Rejects as
 * `loadSurvey`.
 */
export async function formerSurvey(hash: string): Promise<SurveyDataset | null> {
  const file = FORMER[hash];
  return file ? openSurvey(await read(file()), await readFigures()) : null;
}
