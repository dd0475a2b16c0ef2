import type { Study, StudyPicture } from '../../core/study/studyTypes.ts';
import type { CountryCode, PictureId, PromptJob } from '../../core/types.ts';
import type { GateScores } from '../../store/studies/api.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import type { PictureGate } from './api.ts';
import { sha256 } from './hash.ts';
import { chatText, identityText, type AnswerIdentity } from './plan.ts';

/** The names that a picture is held against. */
export type GateList = readonly { code: CountryCode; name: string }[];

const QUESTION = 'Which country is this picture from? Give its name.';
const LEAD_IN = 'Country:';

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

/**
 * Asks for the country of a picture, or, with null, the same without one: what the names alone
 * weigh. The sums over each name's tokens are exact, for every model.
 */
export function gateJob(
  list: GateList,
  picture: PictureId | null,
  chat: AnswerIdentity['chat']
): PromptJob {
  const before = (chat.begin ?? '') + chat.user.open;
  return {
    prefix: picture === null ? before : `${before}<image>\n`,
    suffix: QUESTION + chat.user.close + chat.assistant.open + LEAD_IN,
    picture,
    targets: { kind: 'continuations', continuations: list.map(({ name }) => ` ${name}`) }
  };
}

/** The name of a model's gate scores: model, prompt and list of names. */
export function gateId(list: GateList, identity: AnswerIdentity): Promise<string> {
  return sha256(
    JSON.stringify([
      'gate',
      1,
      identityText(identity),
      chatText(identity.chat),
      QUESTION,
      LEAD_IN,
      list.map(({ code, name }) => [code, name])
    ])
  );
}

/**
 * What a model made of a picture. Likelier names score higher: with `raw` the log-probability of the
 * name, with `pmi` that minus the name's without the picture.
 */
export function rankCountries(
  study: Pick<Study, 'gate'>,
  picture: StudyPicture,
  model: string,
  list: GateList,
  scores: Pick<GateScores, 'sums'>,
  without: Pick<GateScores, 'sums'>
): PictureGate {
  const { variant, passRank } = study.gate;
  const ranking = list
    .map(({ code }, k) => {
      const sum = scores.sums[k] ?? NaN;
      return { country: code, score: variant === 'pmi' ? sum - (without.sums[k] ?? NaN) : sum };
    })
    .sort((a, b) => b.score - a.score);
  const index = ranking.findIndex(({ country }) => country === picture.country);
  const rank = index < 0 ? null : index + 1;
  const needed = picture.category === 'people' ? passRank.people : passRank.other;
  return { picture: picture.id, model, ranking, rank, passes: rank !== null && rank <= needed };
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
