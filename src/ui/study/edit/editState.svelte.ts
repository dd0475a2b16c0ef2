import { AppError } from '../../../core/errors.ts';
import type { PictureId } from '../../../core/prompts/types.ts';
import { presetChoices } from '../../../core/study/presets.ts';
import type { PresetName, Study, StudyPicture } from '../../../core/study/studyTypes.ts';
import { sinceFrozen, type DatedDeviation } from '../../../core/study/plan/sinceFrozen.ts';
import type { PlanChoices } from '../../../core/study/plan/studyPlan.ts';
import type { PictureGate } from '../../../core/study/pictureGate.ts';
import { openStudy } from '../../../run/study/open/openStudy.ts';
import { freezePlan } from '../../../run/study/plan/freeze.ts';
import type { OpenStudy } from '../../../run/study/studyApi.ts';
import { saveStudy } from '../../../run/study/open/studies.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import type { StudyRecord } from '../../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { catching } from '../../catching.ts';
import { LastRemoved } from '../../lastRemoved.svelte.ts';
import { openStudies, surveyFor } from '../services.ts';
import { withPictures } from '../../../core/study/withPictures.ts';

const SAVE_AFTER_MS = 300;

/** A study in the making: every change is stored a moment later. */
export class EditState {
  study: Study | null = $state.raw(null);
  survey: SurveyDataset | null = $state.raw(null);
  record: StudyRecord | null = $state.raw(null);
  gates: readonly PictureGate[] = $state.raw([]);
  /** Answers that the study lacks as it stands; null until counted. */
  missing: number | null = $state(null);
  problem: AppError | null = $state.raw(null);
  readonly removed = new LastRemoved();
  /** What a rule took out at once. */
  readonly filtered = new LastRemoved();

  readonly #catch = catching((error) => this.report(error));
  #words: OpenStudy['words'] | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  async load(id: string): Promise<void> {
    await this.#guard(async () => {
      const { record, survey, gates, missing, words } = await openStudy(
        id,
        await openStudies(),
        surveyFor
      );
      this.#words = words;
      Object.assign(this, { record, study: record.study, survey, gates, missing });
    });
  }

  /** A change by hand: the study follows its preset no longer, names and pictures apart. */
  choose(change: Partial<Study>): void {
    this.#set({ ...change, preset: null });
  }

  /** A change that every preset leaves to the person. */
  fill(change: Partial<Study>): void {
    this.#set(change);
  }

  /** Takes up all choices of a preset; countries and pictures stay. */
  follow(preset: PresetName): void {
    if (this.survey) this.#set(presetChoices(preset, this.survey, this.study?.countries));
  }

  /** Adds pictures that the study does not have; their countries come along. */
  async addPictures(
    added: readonly { meta: StudyPicture; stored: StoredPicture }[]
  ): Promise<void> {
    await this.#guard(async () => {
      await (await openStudies()).putPictures(added.map(({ stored }) => stored));
      const { study, survey } = this;
      if (study && survey)
        this.#set(
          withPictures(
            study,
            survey,
            added.map(({ meta }) => meta)
          )
        );
    });
  }

  changePicture(id: string, change: Partial<StudyPicture>): void {
    const pictures = this.study?.pictures.map((each) =>
      each.id === id ? { ...each, ...change } : each
    );
    if (pictures) this.#set({ pictures });
  }

  /** Gives captions to pictures that have none yet. */
  caption(words: ReadonlyMap<PictureId, string>): void {
    const pictures = this.study?.pictures.map((each) =>
      each.caption ? each : { ...each, caption: words.get(each.id) ?? null }
    );
    if (pictures) this.#set({ pictures });
  }

  removePicture(picture: StudyPicture): void {
    const pictures = this.study?.pictures ?? [];
    const index = pictures.indexOf(picture);
    this.removed.keep(picture.name, () =>
      this.#set({ pictures: this.study?.pictures.toSpliced(index, 0, picture) ?? [] })
    );
    this.#set({ pictures: pictures.filter((each) => each !== picture) });
  }

  /** Takes questions out, and pictures by hand; both can be had back. */
  takeOut(filter: Pick<Study, 'questions' | 'pictures'>, words: string): void {
    const { study } = this;
    if (!study) return;
    const before = Object.fromEntries(study.pictures.map((each) => [each.id, each.included]));
    this.filtered.keep(words, () =>
      this.#set({
        questions: study.questions,
        pictures: (this.study?.pictures ?? []).map((each) => ({
          ...each,
          included: before[each.id] ?? each.included
        }))
      })
    );
    this.#set(filter);
  }

  /** In what the study, as it is shown, is no longer as its plan has it. */
  get deviations(): readonly DatedDeviation[] {
    const { record, study } = this;
    const words = this.#words;
    return (record && study && words && sinceFrozen({ ...record, study }, words)) ?? [];
  }

  /** Freezes the plan of the study as it is shown. */
  async freeze(choices: PlanChoices): Promise<void> {
    await this.flush();
    const { study } = this;
    if (!study || this.problem) return;
    await this.#guard(async () => {
      this.record = await freezePlan(study.id, choices, await openStudies(), surveyFor);
    });
  }

  report(thrown: unknown): void {
    this.problem = AppError.from(thrown);
  }

  /** Stores what is still waiting; call before leaving. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    const { study } = this;
    if (!study) return;
    await this.#guard(async () => {
      const studies = await openStudies();
      this.record = await saveStudy(studies, study);
      const { gates, missing } = await openStudy(study.id, studies, surveyFor);
      if (this.study === study) Object.assign(this, { gates, missing });
    });
  }

  #set(change: Partial<Study>): void {
    if (!this.study) return;
    this.study = { ...this.study, ...change };
    this.missing = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    this.problem = null;
    await this.#catch(work);
  }
}
