import { countsInMeans } from '../../../core/study/countsInMeans.ts';
import { isGated, wantedPictures } from '../../../core/study/participants.ts';
import { onlyNamed } from '../../../core/study/studyCues.ts';
import type { CountryCode } from '../../../core/survey/types.ts';
import type { OpenStudy } from '../../../run/study/studyApi.ts';
import { flaggedFigures } from '../../../survey/comparable.ts';

/** What a study has and its figures do not show. */
export interface LeftOut {
  pictures: {
    all: number;
    /** Looked at by a model of the study and not recognised. */
    shut: number;
    /** Taken out by a person. */
    byHand: number;
  };
  /** Questions asked that are about what people do or have: outside means over questions. */
  behaviour: number;
  /** Figures with caveats on the study's questions, of its own countries and of those compared with. */
  caveats: { own: number; others: number; countries: readonly CountryCode[] };
}

/** Counts it; switches are another matter. */
export function leftOutOf({ record, frame, survey, gates }: OpenStudy): LeftOut {
  const { study } = record;
  const closed = new Set(gates.filter(({ passes }) => !passes).map(({ picture }) => picture));
  const flagged = flaggedFigures(
    survey,
    frame.questions.map(({ id }) => id)
  );
  const cued = new Set([...study.countries, ...onlyNamed(study)].map(({ code }) => code));
  const own = flagged.filter(({ country }) => cued.has(country));
  return {
    pictures: {
      all: study.pictures.length,
      shut: wantedPictures(study).filter((each) => isGated(study, each) && closed.has(each.id))
        .length,
      byHand: study.pictures.filter(({ included }) => included === 'no').length
    },
    behaviour: countsInMeans(frame.questions).filter((counts) => !counts).length,
    caveats: {
      own: own.length,
      others: flagged.length - own.length,
      countries: [...new Set(own.map(({ country }) => country))]
    }
  };
}
