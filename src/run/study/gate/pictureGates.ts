import { freeRanking } from '../../../core/answers/gateAnswer.ts';
import { gateVerdict, rankCountries } from '../../../core/answers/gateRanking.ts';
import { freeGateJob, gateJob, type GateCountry } from '../../../core/prompts/gatePrompt.ts';
import type { GateMethod, Study, StudyPicture } from '../../../core/study/studyTypes.ts';
import type { PictureId } from '../../../core/prompts/types.ts';
import type { GateRow } from '../../../store/studies/studyStoreApi.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { PictureGate } from '../studyApi.ts';
import { sha256 } from '../../../core/digest.ts';
import { identityText, type AnswerIdentity } from '../open/studySteps.ts';

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

/**
 * The name of what a model makes of pictures: model, prompt, list of names, and by the prompt also
 * the method, so that scores and free answers never mix.
 */
export function gateId(
  list: GateList,
  identity: AnswerIdentity,
  method: GateMethod
): Promise<string> {
  const codes = list.map(({ code }) => code);
  const model = identityText(identity);
  if (method === 'free') {
    const { prefix, suffix, maxTokens } = freeGateJob('', list, identity.chat);
    return sha256(JSON.stringify(['gate-free', 1, model, prefix, suffix, maxTokens, codes]));
  }
  const { prefix, suffix, targets } = gateJob('', list, identity.chat);
  return sha256(JSON.stringify(['gate', 1, model, prefix, suffix, targets, codes]));
}

/** By picture, of one `gateId`; the names without any picture under ''. */
export type GateRows = ReadonlyMap<string, GateRow>;

/** What a model made of a picture, by the study's rule; null where it has not looked at it yet. */
export function pictureGate(
  { gate }: Pick<Study, 'gate'>,
  picture: StudyPicture,
  model: string,
  list: GateList,
  rows: GateRows
): PictureGate | null {
  const found = rankingOf(gate, list, rows, picture.id);
  if (!found) return null;
  const { rank, passes } = gateVerdict(picture, found.ranking, gate);
  return { picture: picture.id, model, rank, passes, ...found };
}

function rankingOf(
  { variant }: Study['gate'],
  list: GateList,
  rows: GateRows,
  picture: PictureId
): Pick<PictureGate, 'ranking' | 'answer'> | null {
  const row = rows.get(picture);
  if (!row) return null;
  if ('text' in row) {
    const { text, cut } = row;
    return { ranking: freeRanking(text, list), answer: { text, cut } };
  }
  const without = rows.get('');
  if (!without || 'text' in without) return null;
  const baseline = variant === 'pmi' ? { logprobs: [...without.sums] } : null;
  return { ranking: rankCountries(list, { logprobs: [...row.sums] }, baseline), answer: null };
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
