import type { Served } from '../core/answers/served.ts';
import type { TextVariant } from '../core/answers/types.ts';
import type { Reference } from '../core/measures/controls.ts';
import type { Metric } from '../core/measures/metrics.ts';
import type { PictureView } from '../core/prompts/pictureView.ts';
import type { SystemUse } from '../core/prompts/openedWith.ts';
import type { AskPlan, PictureId } from '../core/prompts/types.ts';
import type { CountryCode, DataName } from '../core/survey/types.ts';

/** Where a saved run's numbers come from; every file with numbers of the Lab says all of it. */
export interface ExportedOrigin {
  /** Version of this app. */
  app: string;
  savedAt: string;
  /**
   * Computed on this device, now or before; come with the app, from its own run of the model; or some
   * computed now and the others either.
   */
  answersFrom: 'device' | 'app' | 'mixed';
  model: string;
  modelHash: string;
  /** Server, its version and model, and how it was asked; missing: it ran in the page. */
  served?: Served;
  template: string;
  templateVersion: number;
  /** Whose system turn opens the prompts; missing: there is none. */
  system?: SystemUse;
  /** How the model looked at pictures; missing: its processor makes one view, and no other. */
  view?: PictureView;
  readout: AskPlan['readout'];
  /** How words are scored; null where letters are read. */
  scoring: TextVariant | null;
  /** Of the options, and whether "don't know" is among them; null where words are read. */
  orders: AskPlan['orders'] | null;
  dontKnow: AskPlan['dontKnow'] | null;
  /** What movement was shown from. */
  reference: Reference;
  metric: Metric;
  /** People's figures with caveats: in means over questions, or out. */
  caveats: 'in' | 'out';
  country: CountryCode | null;
  countryName: string | null;
  survey: DataName;
  wording: DataName;
  /** The id is the SHA-256 of the file; a picture that comes with the app has a title. */
  pictures: { id: PictureId; file: string | null; title: string | null }[];
}
