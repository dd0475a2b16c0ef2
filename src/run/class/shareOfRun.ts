import { canonicalText } from '../../core/canonicalText.ts';
import { sha256 } from '../../core/digest.ts';
import { openedWith } from '../../core/prompts/openedWith.ts';
import type { AskPlan, ChatFormat, Cue, PictureId } from '../../core/prompts/types.ts';
import type { TextVariant } from '../../core/answers/types.ts';
import type { Distribution } from '../../core/survey/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';
import { WHOLE, type ClassShare, type ShareCue } from '../../formats/class/classShare.ts';

/** What one player guessed about one question under one cue of the run; places in [0, 1]. */
interface HandedGuess {
  question: string;
  cue: Cue;
  player: number;
  model: number | null;
  people: number | null;
}

export interface HandedRun {
  app: string;
  plan: AskPlan;
  loaded: Pick<LoadedModel, 'model' | 'manifestHash' | 'dtype' | 'device' | 'view' | 'chat'>;
  variant: TextVariant;
  /** SHA-256 of the figures, and of the words that were asked. */
  survey: string;
  wording: string;
  /** By place in the plan's cues and questions. */
  answer: (cue: number, question: number) => Distribution | null;
  guesses: readonly HandedGuess[];
  /** Small pictures that may travel, as JPEG in base64. */
  thumbs: ReadonlyMap<PictureId, string>;
}

/**
 * A run as a device hands it in, but for its number. What only controls need is left out: a class
 * compares answers without a cue, with the name, with pictures, and with the blanks.
 */
export async function shareOfRun(run: HandedRun): Promise<Omit<ClassShare, 'id'>> {
  const { plan, loaded, guesses, thumbs } = run;
  const pictures = [...new Set(plan.cues.flatMap((cue) => ('picture' in cue ? cue.picture : [])))];
  const handed: { cue: ShareCue; at: number }[] = [];
  for (const [at, cue] of plan.cues.entries()) {
    const own = await shareCueOf(cue, pictures, plan);
    if (own) handed.push({ cue: own, at });
  }
  const letters = plan.readout === 'letter';
  return {
    app: run.app,
    model: {
      name: loaded.model,
      hash: loaded.manifestHash,
      dtype: loaded.dtype,
      device: loaded.device,
      ...(loaded.view && { view: loaded.view })
    },
    settings: {
      template: plan.template.id,
      prompt: await promptMark(plan, loaded.chat),
      readout: plan.readout,
      variant: letters ? null : run.variant,
      orders: letters ? plan.orders : null,
      dontKnow: letters ? plan.dontKnow : null
    },
    survey: run.survey,
    wording: run.wording,
    pictures: pictures.map((id) => {
      const thumb = thumbs.get(id);
      return { id, ...(thumb !== undefined && { thumb }) };
    }),
    cues: handed.map(({ cue }) => cue),
    questions: plan.questions.map(({ id, scale, options }) => ({
      id,
      scale,
      options: options.length
    })),
    answers: handed.map(({ at }) =>
      plan.questions.map((_, question) => run.answer(at, question)?.map(inWhole) ?? null)
    ),
    ...(guesses.length > 0 && {
      guesses: guesses.flatMap((guess) => {
        const question = plan.questions.findIndex(({ id }) => id === guess.question);
        const cue = handed.findIndex(({ at }) => plan.cues[at] === guess.cue);
        if (question < 0 || cue < 0) return [];
        const { player, model, people } = guess;
        return { ...{ question, cue, player }, model: placeOf(model), people: placeOf(people) };
      })
    })
  };
}

const inWhole = (share: number) => Math.round(share * WHOLE);
const placeOf = (place: number | null) => (place === null ? null : inWhole(place));
const markOf = async (text: string) => (await sha256(text)).slice(0, 16);

/** Of all that stands in every prompt besides question and cue. */
function promptMark({ template, system: opens }: AskPlan, chat: ChatFormat): Promise<string> {
  const { begin = '', system, user, assistant } = openedWith(chat, opens);
  return markOf(canonicalText([template, begin, system, user, assistant]));
}

/** Null for what a class does not compare. */
async function shareCueOf(
  cue: Cue,
  pictures: readonly PictureId[],
  { cues }: AskPlan
): Promise<ShareCue | null> {
  switch (cue.kind) {
    case 'neutral':
      return { kind: 'neutral' };
    case 'country':
      return { kind: 'country', country: cue.country };
    case 'picture':
      return { kind: 'picture', picture: pictures.indexOf(cue.picture) };
    case 'blank':
      return { kind: 'blank', blank: cue.blank };
    case 'caption':
      // Beside its picture, words are a control.
      if (cues.some(({ kind }) => kind === 'picture')) return null;
      return {
        kind: 'caption',
        picture: pictures.indexOf(cue.picture),
        words: await markOf(cue.caption)
      };
    default:
      return null;
  }
}
