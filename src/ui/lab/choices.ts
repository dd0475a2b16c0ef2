import type {
  AskPlan,
  Cue,
  DontKnow,
  OrderScheme,
  PictureId,
  PromptTemplate,
  Readout
} from '../../core/prompts/types.ts';
import type { CountryCode, Question } from '../../core/survey/types.ts';
import type { Metric } from '../../core/measures/metrics.ts';
import type { TextVariant } from '../../core/answers/types.ts';
import type { QuestionSet } from '../../survey/sets.ts';
import { countryInPrompt } from '../../core/survey/countryInPrompt.ts';
import { askableBy } from '../../core/prompts/askable.ts';
import type { SurveyDataset } from '../../survey/types.ts';

/** Everything that decides what the model is asked. Plain data: it is stored as the run's record. */
export interface AskSpec {
  pictures: readonly PictureId[];
  country: CountryCode;
  questionSet: QuestionSet;
  readout: Readout;
  template: PromptTemplate;
  orders: OrderScheme;
  dontKnow: DontKnow;
}

/** What a reader chooses in the Lab, model and pictures apart. */
export interface AskChoices {
  country: CountryCode;
  questionSet: QuestionSet;
  /** `auto`: what the reading check found best for the model. */
  readout: Readout | 'auto';
  variant: TextVariant;
  /** A bundled template's id, or `custom` for `customTemplate`. */
  templateId: string;
  customTemplate: PromptTemplate | null;
  orders: OrderScheme;
  dontKnow: DontKnow;
  metric: Metric;
}

/** Everything a reader chooses in the Lab, stored between visits. */
export interface LabChoices extends AskChoices {
  /** Folder name of the model. */
  model: string;
  selected: readonly PictureId[];
}

export const DEFAULT_CHOICES: AskChoices = {
  country: 'KOR',
  questionSet: 'quick',
  readout: 'auto',
  variant: 'pmi',
  templateId: 'brief',
  customTemplate: null,
  orders: 'forward+reverse',
  dontKnow: 'omit',
  metric: 'jsd-bits'
};

/** The run that a spec stands for: without a cue, with the country's name, with each picture. */
export function planOf(
  spec: AskSpec,
  survey: SurveyDataset,
  questions: readonly Question[]
): AskPlan | null {
  const country = survey.country(spec.country);
  if (!country || questions.length === 0) return null;
  const cues: Cue[] = [
    { kind: 'neutral' },
    { kind: 'country', country: country.code, name: countryInPrompt(country).name },
    // No category: the same sentence for every picture keeps pictures comparable.
    ...spec.pictures.map((picture): Cue => ({ kind: 'picture', picture, category: null }))
  ];
  const { template, orders, dontKnow } = spec;
  // Imported wordings may lack answer sentences; where all do, only letters can be asked.
  const askable = askableBy(spec.readout, questions);
  const readout = askable.length > 0 ? spec.readout : 'letter';
  return {
    ...{ cues, template, readout, orders, dontKnow },
    questions: askable.length > 0 ? askable : questions
  };
}
