import { isServedName } from '../answers/served.ts';
import { openedWith } from '../prompts/openedWith.ts';
import type { SystemChoice, SystemTurn } from '../prompts/systemTurn.ts';
import type { ChatFormat } from '../prompts/types.ts';
import { POCKET_MODEL } from './pocketModel.ts';

/**
 * How a model is spoken to. The template of a served one is the server's, and opens every chat.
 * @param choice missing, as in what earlier versions stored: `none`
 */
export function systemTurnFor(choice: SystemChoice | undefined, model: string): SystemTurn {
  if (isServedName(model)) return 'own';
  if (choice === 'usual') return model === POCKET_MODEL ? 'none' : 'own';
  return choice ?? 'none';
}

/** The part of an `AskPlan` that is about it; empty for `none`, as plans were written before. */
export function systemPart(
  { system }: { system?: SystemChoice | undefined },
  model: string
): { system?: SystemTurn } {
  const turn = systemTurnFor(system, model);
  return turn === 'none' ? {} : { system: turn };
}

/** A model as it is spoken to in a study, for prompts that follow no template. */
export function spokenTo<Run extends { model: string; chat: ChatFormat }>(
  run: Run,
  { system }: { system?: SystemChoice | undefined }
): Run {
  return { ...run, chat: openedWith(run.chat, systemTurnFor(system, run.model)) };
}
