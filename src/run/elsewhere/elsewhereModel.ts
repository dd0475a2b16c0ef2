import { AppError } from '../../core/errors.ts';
import type { Served } from '../../core/answers/served.ts';
import type { Readout } from '../../core/prompts/types.ts';
import { readsWords, withSight } from '../../core/study/wordsOnly.ts';
import type { Study, StudyModelRun } from '../../core/study/studyTypes.ts';
import type { AboutColumn } from '../../formats/elsewhere/tableRow.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import type { StudyRecord } from '../../store/studies/studyStoreApi.ts';

/** Who answered, as a person says beside the table. */
export interface SaidOfModel {
  model?: string | undefined;
  server?: string | undefined;
  version?: string | undefined;
}

/**
 * Where a table's answers come from, by its own columns and by what a person says beside it.
 * @throws AppError `answers-table-model` where nobody names the model, `answers-table-says` where the
 *   two differ
 */
export function servedBy(
  about: ReadonlyMap<AboutColumn, readonly string[]>,
  said: SaidOfModel
): Served {
  const one = (column: Exclude<AboutColumn, 'note'>): string | null => {
    const own = about.get(column)?.[0];
    const given = column in said ? said[column as keyof SaidOfModel]?.trim() : undefined;
    if (own !== undefined && given && own !== given) {
      throw new AppError('answers-table-says', { column, found: own, given });
    }
    return own ?? (given || null);
  };
  const modelId = one('model');
  if (modelId === null) throw new AppError('answers-table-model');
  return {
    dialect: 'elsewhere',
    server: one('server') ?? 'a program that nobody named',
    version: one('version'),
    modelId,
    revision: one('revision'),
    quantisation: one('quantisation'),
    template: null,
    probe: null,
    settings: {},
    notes: about.get('note') ?? []
  };
}

/**
 * The model as it answered this study before; null where it did not.
 * @throws AppError `answers-table-other-model` where the name is another's
 */
export function earlierRun(
  { runs }: Pick<StudyRecord, 'runs'>,
  { model, manifestHash, served }: LoadedModel
): StudyModelRun | null {
  const found = runs[model];
  if (found && found.manifestHash !== manifestHash) {
    throw new AppError('answers-table-other-model', { model: served?.modelId ?? model });
  }
  return found ?? null;
}

/** The readouts of a model that the study leaves to say: those in which it has answered, in order. */
export function readoutsFound(
  { readouts }: Pick<Study, 'readouts'>,
  found: ReadonlySet<Readout>,
  earlier: StudyModelRun | null
): readonly Readout[] {
  if (readouts !== 'reading-check') return readouts;
  const all = new Set([...found, ...(earlier?.readouts ?? [])]);
  const known = (['letter', 'text'] as const).filter((each) => all.has(each));
  return known.length > 0 ? known : ['letter'];
}

/** Was the model shown a picture before? */
export function sawBefore(study: Study, earlier: StudyModelRun | null): boolean {
  return earlier !== null && !readsWords(study, earlier.model);
}

/** The study with the model among its models. */
export function withModel(
  study: Study,
  { model, manifestHash }: StudyModelRun,
  wordsOnly: boolean
): Study {
  const listed = study.models.some((each) => each.model === model);
  const models = listed
    ? study.models.map((each) => (each.model === model ? { ...each, manifestHash } : each))
    : [...study.models, { model, manifestHash }];
  return withSight({ ...study, models }, model, wordsOnly);
}

/** Did a table bring the model's answers? Then it cannot be asked here: what lacks stays missing. */
export function ranElsewhere(run: Pick<StudyModelRun, 'served'> | undefined): boolean {
  return run?.served?.dialect === 'elsewhere';
}
