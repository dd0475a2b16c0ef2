import { AppError } from '../../core/errors.ts';
import { countryInPrompt } from '../../core/survey/countryInPrompt.ts';
import type { PresetName, Study } from '../../core/study/studyTypes.ts';
import {
  duplicateStudy,
  newStudy,
  removeStudy,
  renameStudy,
  saveStudy
} from '../../run/study/open/studies.ts';
import type { StudyRecord } from '../../store/studies/studyStoreApi.ts';
import { questionsOf } from '../../survey/sets.ts';
import { catching } from '../catching.ts';
import { t } from '../i18n.ts';
import { LastRemoved } from '../lastRemoved.svelte.ts';
import { POCKET_MODEL } from '../../core/study/pocketModel.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';
import { openStudies } from './services.ts';

/** All studies of this browser, and what can be done with them. */
class StudyList {
  records: readonly StudyRecord[] = $state.raw([]);
  ready = $state(false);
  problem: AppError | null = $state.raw(null);
  readonly removed = new LastRemoved();

  readonly #catch = catching((error) => this.report(error));

  async load(): Promise<void> {
    await this.#guard(async () => {
      this.records = await (await openStudies()).list();
      this.ready = true;
    });
  }

  /** A new study with a preset's choices; null where it could not be stored. */
  create(preset: PresetName, pictures: Study['pictures'] = [], name?: string) {
    return this.#guard(async () => {
      const survey = await currentSurvey.ready();
      const countries = new Set(pictures.map(({ country }) => country));
      const study = newStudy({
        name: name ?? t('study.overview.newName', { number: this.records.length + 1 }),
        preset,
        survey,
        questions: questionsOf(survey, 'standard').map(({ id }) => id),
        models: [{ model: POCKET_MODEL, manifestHash: null }],
        pictures
      });
      const own = survey.countries.filter(({ code }) => countries.has(code));
      const record = await saveStudy(await openStudies(), {
        ...study,
        // Pictures bring their countries.
        ...(own.length > 0 && { countries: own.map(countryInPrompt) })
      });
      await this.load();
      return record;
    });
  }

  duplicate(record: StudyRecord): Promise<StudyRecord | null> {
    return this.#guard(async () => {
      const name = t('study.overview.copyName', { name: record.study.name });
      const copy = await duplicateStudy(await openStudies(), record.id, name);
      await this.load();
      return copy;
    });
  }

  async rename(id: string, name: string): Promise<void> {
    if (name.trim() === '') return;
    await this.#guard(async () => {
      await renameStudy(await openStudies(), id, name.trim());
      await this.load();
    });
  }

  async remove(record: StudyRecord): Promise<void> {
    await this.#guard(async () => {
      const undo = await removeStudy(await openStudies(), record.id);
      this.removed.keep(record.study.name, undo);
      await this.load();
    });
  }

  async undoRemove(): Promise<void> {
    await this.#guard(async () => {
      await this.removed.undo();
      await this.load();
    });
  }

  report(thrown: unknown): void {
    this.problem = AppError.from(thrown);
  }

  #guard<T>(work: () => Promise<T>): Promise<T | null> {
    this.problem = null;
    return this.#catch(work);
  }
}

export const studyList = new StudyList();
