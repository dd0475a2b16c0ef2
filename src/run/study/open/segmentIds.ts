import type { AskPlan, Cue, PromptTemplate } from '../../../core/prompts/types.ts';
import { PICTURE_MARKER } from '../../../core/prompts/marker.ts';
import { isFull } from '../../../core/prompts/pictureView.ts';
import { openedWith } from '../../../core/prompts/openedWith.ts';
import type { StudyModelRun } from '../../../core/study/studyTypes.ts';
import type { Question } from '../../../core/survey/types.ts';
import { sha256 } from '../../../core/digest.ts';

/** What decides a model's answers beside the prompts. */
export type AnswerIdentity = Pick<
  StudyModelRun,
  'manifestHash' | 'dtype' | 'device' | 'view' | 'chat'
>;

/**
 * The names of steps' answers in the store: everything that decides them but the questions. The
 * condition is hashed once; a study has thousands of cues and few conditions.
 */
export class SegmentIds {
  readonly #identity: AnswerIdentity;
  readonly #hashes = new Map<string, Promise<string>>();

  constructor(identity: AnswerIdentity) {
    this.#identity = identity;
  }

  async of({ cues, template, readout, orders, dontKnow, system }: AskPlan): Promise<string> {
    const { chat } = this.#identity;
    const text = JSON.stringify([
      'segment',
      this.#baselineRevision(readout),
      identityText(this.#identity),
      chatText(template.system === null ? openedWith(chat, system) : chat),
      templateText(template),
      readout,
      // Words have no order, and nothing listed.
      ...(readout === 'letter' ? [orders, dontKnow] : [])
    ]);
    const hash = this.#hashes.get(text) ?? sha256(text);
    this.#hashes.set(text, hash);
    return `${await hash} ${JSON.stringify(cues.map(cueText))}`;
  }

  /** Once baselines lacked what opens the first turn: such answers rest where there is anything. */
  #baselineRevision(readout: AskPlan['readout']): number {
    return readout === 'text' && this.#identity.chat.begin ? 2 : 1;
  }
}

/** A question by what the model reads of it. */
export async function questionKey(question: Question): Promise<string> {
  const { text, options, leadIn, continuations } = question;
  return (await sha256(JSON.stringify([text, options, leadIn, continuations]))).slice(0, 32);
}

export function identityText(identity: AnswerIdentity): string[] {
  const { manifestHash, dtype, device } = identity;
  return [manifestHash, dtype, device, ...(isFull(identity) ? ['full'] : [])];
}

// Written field by field: the same document read back from a store or a file, whatever the order of
// its fields, gives the same text.

function chatText({ begin = '', system, user, assistant }: AnswerIdentity['chat']) {
  // How a picture's turn opens is told where it differs from what was asked before that was read.
  const formerly = `${user.open}${PICTURE_MARKER}\n`;
  const { picture = formerly } = user;
  return [
    ...[begin, system.open, system.close, user.open, user.close, assistant.open],
    ...(picture === formerly ? [] : [picture])
  ];
}

function templateText({ cue, ...template }: PromptTemplate) {
  return [
    template.system,
    cue.neutral,
    cue.country,
    cue.picture,
    ...(cue.people === undefined ? [] : [cue.people]),
    template.askLetter,
    template.askText,
    template.optionLine,
    template.dontKnowOptions,
    template.letterLeadIn
  ];
}

function cueText(cue: Cue) {
  switch (cue.kind) {
    case 'country':
      return [cue.kind, cue.name];
    case 'picture':
      return [cue.kind, cue.picture, cue.category];
    case 'blank':
      return [cue.kind, cue.blank, cue.category];
    case 'shuffled':
      return [cue.kind, cue.picture, cue.seed, cue.category];
    case 'caption':
      return [cue.kind, cue.picture, cue.caption, cue.category];
    default:
      return [cue.kind];
  }
}
