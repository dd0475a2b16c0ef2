import type { ClassCue } from '../../run/class/classCues.ts';
import type { HandedOutcome } from '../../run/class/gather.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { whole } from '../format.ts';
import { errorText, t } from '../i18n.ts';
import { inList } from '../inList.ts';
import { bundledOf } from '../pictures/bundled.ts';
import { countryName, shownPlace } from '../survey/shownPlaces.ts';

/** What cues are called: pictures of the app by their titles, others by numbers in the order in which they came. */
export class ClassNames {
  readonly #own = new Map<string, number>();
  readonly #survey: Pick<SurveyDataset, 'country'> | null;

  constructor(cues: readonly ClassCue[], survey: Pick<SurveyDataset, 'country'> | null) {
    this.#survey = survey;
    for (const cue of cues) {
      if (!('picture' in cue) || bundledOf(cue.picture) || this.#own.has(cue.picture)) continue;
      this.#own.set(cue.picture, this.#own.size + 1);
    }
  }

  country(code: string): string {
    return countryName(code, this.#survey);
  }

  picture(id: string): string {
    const title = bundledOf(id)?.title;
    if (title !== undefined) return shownPlace(title);
    return t('class.pictures.own', { number: whole(this.#own.get(id) ?? 1) });
  }

  cue(cue: ClassCue): string {
    switch (cue.kind) {
      case 'neutral':
        return t('class.cue.neutral');
      case 'country':
        return t('class.cue.country', { country: this.country(cue.country) });
      case 'blank':
        return t(`class.cue.blank.${cue.blank}`);
      case 'caption':
        return t('class.cue.caption', { picture: this.picture(cue.picture) });
      default:
        return this.picture(cue.picture);
    }
  }
}

/** `1, 4, 7`, as the reader's language writes lists of numbers. */
export function numberList(numbers: readonly number[]): string {
  return inList(numbers.map(whole));
}

/** `1, 2, 5–30`: devices in a row by the first and the last. */
export function deviceList(devices: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const device of [...devices].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === device - 1) last[1] = device;
    else runs.push([device, device]);
  }
  return inList(
    runs.flatMap(([from, to]) => {
      if (to - from > 1) return `${whole(from)}–${whole(to)}`;
      return from === to ? whole(from) : [whole(from), whole(to)];
    })
  );
}

/** What came of a file or a code. */
export function outcomeWords(
  name: string,
  outcome: Exclude<HandedOutcome, { kind: 'added' }>
): string {
  switch (outcome.kind) {
    case 'fault':
      return t('class.outcome.fault', { name, problem: errorText(outcome.error) });
    case 'again':
    case 'pictures':
      return t(`class.outcome.${outcome.kind}`, { name, device: whole(outcome.device) });
    default: {
      const { kind, number, of, missing } = outcome;
      return t(`class.outcome.${kind}`, {
        name,
        number: whole(number),
        of: whole(of),
        missing: numberList(missing)
      });
    }
  }
}
