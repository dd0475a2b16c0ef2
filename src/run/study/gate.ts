import { gateVerdict, rankCountries } from '../../core/study/gate.ts';
import { gateJob, type GateCountry } from '../../core/study/gatePrompt.ts';
import type { Study, StudyPicture } from '../../core/study/studyTypes.ts';
import type { GateScores } from '../../store/studies/api.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import type { PictureGate } from './api.ts';
import { sha256 } from '../../core/digest.ts';
import { identityText, type AnswerIdentity } from './plan.ts';

/** The names that a picture is held against. */
export type GateList = readonly GateCountry[];

/** All countries of the survey, and the study's own by the names that it uses. */
export function gateList(study: Pick<Study, 'countries'>, survey: SurveyDataset): GateList {
  const own = new Map(study.countries.map(({ code, name }) => [code, name]));
  const surveyed = survey.countries.map(({ code, name }) => ({
    code,
    name: own.get(code) ?? name
  }));
  const known = new Set(surveyed.map(({ code }) => code));
  return [...surveyed, ...study.countries.filter(({ code }) => !known.has(code))];
}

/** The name of a model's gate scores: model, prompt and list of names. */
export function gateId(list: GateList, identity: AnswerIdentity): Promise<string> {
  const { prefix, suffix, targets } = gateJob('', list, identity.chat);
  const codes = list.map(({ code }) => code);
  return sha256(
    JSON.stringify(['gate', 1, identityText(identity), prefix, suffix, targets, codes])
  );
}

/** What a model made of a picture, by the study's rule. */
export function pictureGate(
  { gate }: Pick<Study, 'gate'>,
  picture: StudyPicture,
  model: string,
  list: GateList,
  scores: Pick<GateScores, 'sums'>,
  without: Pick<GateScores, 'sums'>
): PictureGate {
  const baseline = gate.variant === 'pmi' ? { logprobs: [...without.sums] } : null;
  const ranked = rankCountries(list, { logprobs: [...scores.sums] }, baseline);
  const { rank, passes } = gateVerdict(picture, ranked, gate);
  return { picture: picture.id, model, ranking: ranked, rank, passes };
}

/** Whether the gate has a say about a picture. */
export function isGated({ gate }: Pick<Study, 'gate'>, { included }: StudyPicture): boolean {
  return gate.on && included === 'gate';
}

/**
 * Pictures that take part: put in by hand, or recognised by every model of the study, so that all
 * models answer about the same pictures. A picture that a model has yet to look at waits.
 */
export function participants(
  study: Study,
  wanted: readonly StudyPicture[],
  gates: readonly PictureGate[]
): StudyPicture[] {
  const passed = new Set(
    gates.filter(({ passes }) => passes).map(({ picture, model }) => `${model} ${picture}`)
  );
  return wanted.filter(
    (picture) =>
      !isGated(study, picture) ||
      study.models.every(({ model }) => passed.has(`${model} ${picture.id}`))
  );
}
