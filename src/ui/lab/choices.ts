import type {
  AskPlan,
  Cue,
  DontKnow,
  OrderScheme,
  PictureId,
  PromptTemplate,
  Readout
} from '../../core/prompts/types.ts';
import type { PictureView } from '../../core/prompts/pictureView.ts';
import type { SystemChoice, SystemTurn } from '../../core/prompts/systemTurn.ts';
import type { CountryCode, Question } from '../../core/survey/types.ts';
import type { Reference } from '../../core/measures/controls.ts';
import type { Metric } from '../../core/measures/metrics.ts';
import type { TextVariant } from '../../core/answers/types.ts';
import type { CaveatChoice } from '../../survey/comparable.ts';
import type { QuestionSet } from '../../survey/sets.ts';
import { countryInPrompt } from '../../core/survey/countryInPrompt.ts';
import { askableBy } from '../../core/prompts/askable.ts';
import { blanksFor } from '../../core/study/studyCues.ts';
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
  /** Missing: none, or the template's own. */
  system?: SystemTurn;
  /** Missing: a run of before, which asked nothing to measure against. */
  controls?: boolean;
  /** Pictures told of in words, to a model that cannot be shown them; missing: none. */
  words?: readonly ToldPicture[];
}

/** What stands in place of a picture. */
export interface ToldPicture {
  picture: PictureId;
  caption: string;
}

/** What a reader chooses in the Lab, model and pictures apart. */
export interface AskChoices {
  country: CountryCode;
  /** The person chose the country: from then on it no longer follows the picture. */
  countryChosen: boolean;
  questionSet: QuestionSet;
  /** `auto`: what the reading check found best for the model. */
  readout: Readout | 'auto';
  variant: TextVariant;
  /** A bundled template's id, or `custom` for `customTemplate`. */
  templateId: string;
  customTemplate: PromptTemplate | null;
  /** What opens a prompt where the template has no system turn. */
  system: SystemChoice;
  /** How pictures are looked at, by a model that can choose. */
  view: PictureView;
  orders: OrderScheme;
  dontKnow: DontKnow;
  metric: Metric;
  /** What movement is measured from; a run that lacks it is measured from what it has. */
  reference: Reference;
  /** People's figures with caveats: left out of all numbers over several questions, or in. */
  caveats: CaveatChoice;
  /** What a model that reads words only is told: the country's name alone, or pictures in words too. */
  told: 'name' | 'words';
  /** Whether the answers of a larger model, told in words, stand beside the run's. */
  larger: 'hidden' | 'shown';
  /** Whether results are held back until they were guessed. */
  guessing: 'off' | 'first';
}

/** Everything a reader chooses in the Lab, stored between visits. */
export interface LabChoices extends AskChoices {
  /** Folder name of the model. */
  model: string;
  /** It reads words only; missing: it takes pictures. */
  wordsOnly?: true;
  selected: readonly PictureId[];
  /** The reader's own words for pictures; missing: none. */
  captions?: Readonly<Record<PictureId, string>>;
}

export const DEFAULT_CHOICES: AskChoices = {
  country: 'KOR',
  countryChosen: false,
  questionSet: 'quick',
  readout: 'auto',
  variant: 'pmi',
  templateId: 'brief',
  customTemplate: null,
  system: 'usual',
  view: 'one',
  orders: 'forward+reverse',
  dontKnow: 'omit',
  metric: 'jsd-bits',
  reference: 'control',
  caveats: 'out',
  told: 'name',
  larger: 'hidden',
  guessing: 'off'
};

/**
 * The run that a spec stands for: without a cue, with the country's name, with each picture, and what
 * these are measured against. Controls stand behind the first picture, so that its first answers come
 * as soon as without them and every question has its zero while the first pictures are asked about.
 */
export function planOf(
  spec: AskSpec,
  survey: SurveyDataset,
  questions: readonly Question[]
): AskPlan | null {
  const country = survey.country(spec.country);
  if (!country || questions.length === 0) return null;
  // No category: the same sentence for every picture keeps pictures comparable.
  const shown = spec.pictures.map(
    (picture) => ({ kind: 'picture', picture, category: null }) as const
  );
  const told = (spec.words ?? []).map(
    (words) => ({ kind: 'caption', ...words, category: null }) as const
  );
  const pictures = [...shown, ...told];
  const cues: Cue[] = [
    { kind: 'neutral' },
    { kind: 'country', country: country.code, name: countryInPrompt(country).name },
    ...pictures.slice(0, 1),
    ...(spec.controls ? [...blanksFor(shown), { kind: 'frame' } as const] : []),
    ...pictures.slice(1)
  ];
  const { template, orders, dontKnow, system } = spec;
  // Imported wordings may lack answer sentences; where all do, only letters can be asked.
  const askable = askableBy(spec.readout, questions);
  const readout = askable.length > 0 ? spec.readout : 'letter';
  return {
    ...{ cues, template, readout, orders, dontKnow },
    ...(system && { system }),
    questions: askable.length > 0 ? askable : questions
  };
}
