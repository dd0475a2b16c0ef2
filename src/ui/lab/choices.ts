import type {
  CountryCode,
  DontKnow,
  Metric,
  OrderScheme,
  PictureId,
  PromptTemplate,
  Readout,
  TextVariant
} from '../../core/types.ts';

/** Everything a reader chooses in the Lab; plain data, stored between visits. */
export interface LabChoices {
  selected: PictureId[];
  country: CountryCode;
  questionSet: string;
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

export const DEFAULT_CHOICES: LabChoices = {
  selected: [],
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
