import { untrack } from 'svelte';
import { POCKET_MODEL } from '../../../core/study/pocketModel.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import { BUNDLED_PICTURES } from '../../pictures/bundled.ts';
import type { LabState } from '../labState.svelte.ts';
import { formatLink, isLabHash, parseLink, withoutTemplate, type LabLink } from './labLink.ts';

/** What the Lab's address needs to know of the rest of the page. */
export interface AddressServices {
  /** Is this model kept on this device? */
  hasModel: (model: string) => Promise<boolean>;
  /** Are figures or words of the reader's own chosen? */
  ownSurvey: () => boolean;
  /** Chooses the bundled survey in the bundled words. */
  useBundledSurvey: () => Promise<SurveyDataset>;
}

/** Why no link can open to the numbers shown here. */
export type NoLink = 'picture' | 'words' | 'template' | 'survey';

const bundledOf = (id: string) => BUNDLED_PICTURES.find(({ picture }) => picture === id);

/**
 * The Lab's address: it says what the Lab shows, and the Lab shows what it says. Choices change the
 * current step of the browser's history; a link that is opened is a step of its own.
 */
export class LabAddress {
  /** What the last link asked for and this page does not hold, as `name=value`. */
  broken: readonly string[] = $state.raw([]);
  /** The model that the last link asks and this device does not hold. */
  missingModel: string | null = $state(null);
  /** The address was read once, and nothing of it is on its way into the Lab. */
  #settled = $state(false);
  /** The Lab has started, and was opened by the address that stood there then. */
  #started = false;
  readonly #lab: LabState;
  readonly #services: AddressServices;

  constructor(lab: LabState, services: AddressServices) {
    this.#lab = lab;
    this.#services = services;
  }

  /** A link is on its way into the Lab: until it is there, what is chosen is not what is asked for. */
  get opening(): boolean {
    return !this.#settled && parseLink(location.hash) !== null;
  }

  /** Why there is no link to what is chosen now; null where there is one. */
  readonly noLink: NoLink | null = $derived.by(() => {
    const { selected, choices, words } = this.#lab;
    if (!selected.every(bundledOf)) return 'picture';
    if (words.inWords && selected.some((id) => id in words.captions)) return 'words';
    if (choices.templateId === 'custom') return 'template';
    return this.#lab.survey && this.#services.ownSurvey() ? 'survey' : null;
  });

  /** The hash of what is chosen now. A bare `#/lab` where nothing was done yet, or no link can say it. */
  readonly hash: string = $derived.by(() => {
    const { begun } = this.#lab;
    return begun && this.noLink === null ? formatLink(this.#link()) : '#/lab';
  });

  /**
   * Makes the Lab show what the address says: all that it leaves out is as usual, and where every
   * answer is known it is shown at once.
   * @returns whether it said anything else than what is chosen already
   */
  async open(): Promise<boolean> {
    this.#started = true;
    const read = parseLink(location.hash);
    if (read) this.#forget();
    const different = read !== null && formatLink(read.link) !== this.hash;
    this.#settled = false;
    if (read) this.broken = read.broken;
    if (different) await this.#take(read.link);
    this.#settled = true;
    if (different) await this.#lab.showKnown();
    return different;
  }

  /** Keeps address and Lab alike as long as the page is open; call once while a component sets up. */
  follow(): void {
    $effect(() => {
      const changed = () => void this.hashChanged();
      // The first address is read while the Lab starts; a later one may have come with the page.
      if (untrack(() => this.#settled)) untrack(changed);
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    });
    // After the address was read: what was chosen before must not overwrite a link that just arrived.
    $effect(() => {
      const { hash } = this;
      if (this.#settled) write(hash);
    });
  }

  /** Opens what the address says now. While the Lab starts it does not: its start reads the address. */
  async hashChanged(): Promise<void> {
    if (!this.#started || !isLabHash(location.hash)) return;
    await this.open();
    write(this.hash);
  }

  /** The reader has seen what was wrong with the link. */
  dismiss(): void {
    this.#forget();
  }

  #forget(): void {
    this.broken = [];
    this.missingModel = null;
  }

  #link(): LabLink {
    const { selected, choices, chosenReadout, model, openRow, nextPlan } = this.#lab;
    const { readout } = choices;
    return {
      ...withoutTemplate(choices.plain),
      // Elsewhere the reading check may not have been made: what it chose here is said.
      readout: readout === 'auto' && chosenReadout !== 'text' ? chosenReadout : readout,
      pictures: selected.flatMap((id) => bundledOf(id)?.id ?? []),
      model: model.chosen,
      // A row of other questions is not open any more.
      open: nextPlan?.questions.some(({ id }) => id === openRow) ? openRow : null
    };
  }

  async #take({ pictures, model, open, ...choices }: LabLink): Promise<void> {
    const lab = this.#lab;
    lab.begun = true;
    if (lab.run.busy) lab.run.cancel();
    await lab.run.ended;
    if (this.#services.ownSurvey()) lab.survey = await this.#services.useBundledSurvey();
    const bundled = pictures.flatMap((id) => BUNDLED_PICTURES.find((each) => each.id === id) ?? []);
    // What is chosen leaves its room to what the link asks for.
    lab.pictureList.selected = [];
    for (const each of bundled) await lab.pictureList.addBundled(each);
    lab.pictureList.selected = bundled.flatMap(({ picture }) =>
      lab.pictureList.has(picture) ? picture : []
    );
    const here = model === POCKET_MODEL || (await this.#services.hasModel(model));
    if (!here) this.missingModel = model;
    await lab.chooseModel(here ? model : POCKET_MODEL);
    lab.choices.restore(this.#known(choices));
    lab.openRow = open;
    if (open !== null && !lab.survey?.question(open)) this.#lacks('open', open);
  }

  /** A country that the survey does not hold leaves the one that was chosen. */
  #known({ country, countryChosen, ...choices }: Omit<LabLink, 'pictures' | 'model' | 'open'>) {
    if (this.#lab.survey?.country(country)) return { country, countryChosen, ...choices };
    this.#lacks('next', country);
    return choices;
  }

  #lacks(name: string, value: string): void {
    this.broken = [...this.broken, `${name}=${value}`];
    if (name === 'open') this.#lab.openRow = null;
  }
}

/** Only an address with a query has to be taken back; `#` and `#/lab` say nothing either way. */
function write(hash: string): void {
  const says = hash.includes('?') || location.hash.includes('?');
  if (isLabHash(location.hash) && says && hash !== location.hash) {
    history.replaceState(null, '', hash);
  }
}
