import type { TextVariant } from '../../core/answers/types.ts';
import type { Reference } from '../../core/measures/controls.ts';
import type { Metric } from '../../core/measures/metrics.ts';
import { TEMPLATES, templateById } from '../../core/prompts/templates.ts';
import type { DontKnow, OrderScheme, PromptTemplate, Readout } from '../../core/prompts/types.ts';
import type { PictureView } from '../../core/prompts/pictureView.ts';
import type { SystemChoice } from '../../core/prompts/systemTurn.ts';
import { systemPart } from '../../core/study/systemChoice.ts';
import type { CountryCode } from '../../core/survey/types.ts';
import type { CaveatChoice } from '../../survey/comparable.ts';
import type { QuestionSet } from '../../survey/sets.ts';
import { DEFAULT_CHOICES, type AskChoices } from './choices.ts';

const NAMES = Object.keys(DEFAULT_CHOICES) as (keyof AskChoices)[];

/** What a reader chooses in the Lab, model and pictures apart: whom and how to ask, how to measure. */
export class ChoicesState {
  country: CountryCode = $state(DEFAULT_CHOICES.country);
  /** The person chose it: it no longer follows the picture. */
  countryChosen: boolean = $state(DEFAULT_CHOICES.countryChosen);
  questionSet: QuestionSet = $state(DEFAULT_CHOICES.questionSet);
  /** `auto`: what the reading check found best for the model. */
  readout: Readout | 'auto' = $state(DEFAULT_CHOICES.readout);
  variant: TextVariant = $state(DEFAULT_CHOICES.variant);
  templateId: string = $state(DEFAULT_CHOICES.templateId);
  customTemplate: PromptTemplate | null = $state.raw(DEFAULT_CHOICES.customTemplate);
  system: SystemChoice = $state(DEFAULT_CHOICES.system);
  view: PictureView = $state(DEFAULT_CHOICES.view);
  orders: OrderScheme = $state(DEFAULT_CHOICES.orders);
  dontKnow: DontKnow = $state(DEFAULT_CHOICES.dontKnow);
  metric: Metric = $state(DEFAULT_CHOICES.metric);
  /** What movement is measured from. */
  reference: Reference = $state(DEFAULT_CHOICES.reference);
  caveats: CaveatChoice = $state(DEFAULT_CHOICES.caveats);
  told: AskChoices['told'] = $state(DEFAULT_CHOICES.told);
  larger: AskChoices['larger'] = $state(DEFAULT_CHOICES.larger);
  guessing: AskChoices['guessing'] = $state(DEFAULT_CHOICES.guessing);

  readonly template: PromptTemplate = $derived(
    (this.templateId === 'custom' ? this.customTemplate : templateById(this.templateId)) ??
      (TEMPLATES[0] as PromptTemplate)
  );

  /** The part of a plan about the system turn: nothing where the template has one. */
  systemPart(model: string): ReturnType<typeof systemPart> {
    return this.template.system === null ? systemPart(this, model) : {};
  }

  /** All of it as plain data, to be stored. */
  get plain(): AskChoices {
    return Object.fromEntries(NAMES.map((name) => [name, this[name]])) as unknown as AskChoices;
  }

  /** Takes up stored choices; what an older version did not store is as at the beginning. */
  restore(stored: Partial<AskChoices>): void {
    for (const name of NAMES) {
      if (name in stored) Object.assign(this, { [name]: stored[name] });
    }
  }
}
