import * as v from 'valibot';
import { AppError } from '../../core/errors.ts';
import { list } from '../../core/schema.ts';
import { checkClassSize, readClassText } from '../../formats/class/classFile.ts';
import { codeIn } from '../../formats/class/codeClient.ts';
import {
  classFileOf,
  codesWaiting,
  gatherCode,
  gatherFile,
  gatherRead,
  NOTHING_GATHERED,
  type Gathered,
  type HandedOutcome
} from '../../run/class/gather.ts';
import { mergeClass } from '../../run/class/mergeClass.ts';
import type { DocumentStore } from '../../store/storeApi.ts';
import { catching } from '../catching.ts';
import { t } from '../i18n.ts';
import { LastRemoved } from '../lastRemoved.svelte.ts';
import { takePicture } from '../pictures/intake.ts';
import { currentSurvey } from '../survey/currentSurvey.svelte.ts';

const NAME = 'class';
/** Kept as it was handed in, and read again as a file is. */
const documentSchema = v.object({
  version: v.literal(1),
  file: v.string(),
  codes: list(v.pipe(v.string(), v.maxLength(5000)), 20_000)
});

/** What came of one file or code, by its name. */
interface SaidOfFile {
  name: string;
  outcome: HandedOutcome;
}

/** Without what turns the direction of the sentence that it stands in. */
const plainName = ({ name }: File) => name.replaceAll(/[\p{Control}\p{Bidi_Control}]/gu, '');

/** What an earlier visit to the page still reads: it is kept before the next one looks. */
let reading: Promise<void> = Promise.resolve();

/** What the class page knows: what was handed in, and what is put together of it. */
export class ClassState {
  gathered: Gathered = $state.raw(NOTHING_GATHERED);
  /** Of the last files and codes; those added are counted, all else is named. */
  said: readonly SaidOfFile[] = $state.raw([]);
  busy = $state(false);
  problem: AppError | null = $state.raw(null);
  readonly removed = new LastRemoved();
  readonly merged = $derived(mergeClass(this.gathered.shares, currentSurvey.survey));
  readonly empty = $derived(this.gathered.shares.length + this.gathered.sets.length === 0);

  readonly #documents: () => Promise<DocumentStore>;
  readonly #guard = catching((error) => (this.problem = error));
  readonly #earlier = reading;
  #opened: Promise<unknown> | undefined;
  /** One drop after the other. */
  #before: Promise<void> = Promise.resolve();

  constructor(documents: () => Promise<DocumentStore>) {
    this.#documents = documents;
  }

  /** Brings back what was read before, once. */
  open(): Promise<unknown> {
    this.#opened ??= this.#guard(async () => {
      await this.#earlier;
      const kept = await (await this.#documents()).get(NAME, documentSchema);
      if (!kept) return;
      this.#step(() => gatherFile(this.gathered, kept.file).gathered);
      for (const code of kept.codes) this.#step(() => gatherCode(this.gathered, code).gathered);
    });
    return this.#opened;
  }

  /** Reads class files and pictures of codes, one after the other; what is wrong with one is said. */
  take(files: readonly File[]): Promise<void> {
    const work = this.#before.then(() => this.#take(files));
    this.#before = work;
    reading = work;
    return work;
  }

  async #take(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    this.busy = true;
    await this.open();
    const read: { name: string; gather: () => HandedOutcome[] }[] = [];
    for (const file of files) read.push({ name: plainName(file), gather: await this.#read(file) });
    // At once, so that the page puts two hundred devices together once.
    this.said = read.flatMap(({ name, gather }) => gather().map((outcome) => ({ name, outcome })));
    await this.#keep();
    this.busy = false;
  }

  /** Reads the text of a code that a camera saw. */
  async takeCode(text: string): Promise<HandedOutcome> {
    await this.open();
    const outcome = this.#code(text);
    this.said = [{ name: t('class.outcome.code'), outcome }];
    if (outcome.kind === 'added' || outcome.kind === 'part') await this.#keep();
    return outcome;
  }

  async clear(): Promise<void> {
    const before = this.gathered;
    this.gathered = NOTHING_GATHERED;
    this.said = [];
    this.removed.keep(t('class.cleared', { count: before.shares.length }), async () => {
      // What was read since stays.
      const since = this.gathered;
      this.gathered = before;
      this.#step(() => gatherFile(this.gathered, classFileOf(since)).gathered);
      await this.#keep();
    });
    await this.#keep();
  }

  async undo(): Promise<void> {
    await this.#guard(() => this.removed.undo());
  }

  #step(step: () => Gathered): void {
    this.gathered = step();
  }

  #code(text: string): HandedOutcome {
    const { gathered, outcome } = gatherCode(this.gathered, text);
    this.gathered = gathered;
    return outcome;
  }

  /** Looks into a file; what is returned takes it in. */
  async #read(file: File): Promise<() => HandedOutcome[]> {
    try {
      if (file.type.startsWith('image/')) {
        const { picture } = await takePicture(file);
        const text = await codeIn(picture.file, 'file');
        if (text === null) throw new AppError('class-picture-no-code');
        return () => [this.#code(text)];
      }
      checkClassSize(file);
      const found = readClassText(await file.text());
      return () => {
        const { gathered, outcomes } = gatherRead(this.gathered, found);
        this.gathered = gathered;
        return outcomes;
      };
    } catch (thrown) {
      return () => [{ kind: 'fault', error: AppError.from(thrown) }];
    }
  }

  async #keep(): Promise<void> {
    await this.#guard(async () => {
      const documents = await this.#documents();
      if (this.empty) return documents.remove(NAME);
      const { gathered } = this;
      const kept = { version: 1, file: classFileOf(gathered), codes: codesWaiting(gathered) };
      await documents.put(NAME, kept);
    });
  }
}
