import { canonicalText } from '../../../../core/canonicalText.ts';
import { hex } from '../../../../core/digest.ts';
import type { AskPlan, PictureId } from '../../../../core/prompts/types.ts';
import type { ClassShare } from '../../../../formats/class/classShare.ts';
import { shareOfRun } from '../../../../run/class/shareOfRun.ts';
import { APP_VERSION } from '../../../appVersion.ts';
import { cueKey } from '../../cues.ts';
import { revealedRounds } from '../../guess/round.ts';
import type { LabState } from '../../labState.svelte.ts';
import { ResultsState } from '../../results/resultsState.svelte.ts';

/** What was handed in from this page so far, and its number: the same again is told to be the same. */
const handedIn = new Map<string, string>();

/**
 * The shown run as this device hands it in; null before the first answer.
 * @param thumbs small pictures that may travel, as JPEG in base64
 */
export async function handIn(
  lab: LabState,
  thumbs: ReadonlyMap<PictureId, string> = new Map()
): Promise<ClassShare | null> {
  const { run, survey, choices } = lab;
  const { plan, answeredBy: loaded, askedIn } = run;
  if (!plan || !loaded || !survey) return null;
  const { views } = new ResultsState(lab);
  const share = await shareOfRun({
    ...{ app: APP_VERSION, plan, loaded, variant: choices.variant, thumbs },
    ...{ survey: survey.hash, wording: (askedIn ?? survey.wording).hash },
    answer: (cue, question) => views[question]?.answers[cue]?.distribution ?? null,
    guesses: guessesOf(plan, loaded.model)
  });
  const content = canonicalText({ ...share, pictures: share.pictures.map(({ id }) => id) });
  const id = handedIn.get(content) ?? hex(crypto.getRandomValues(new Uint8Array(8)));
  handedIn.set(content, id);
  return { id, ...share };
}

/** What was guessed before the answers of this run were shown. */
function guessesOf(plan: AskPlan, model: string) {
  const round = revealedRounds(plan);
  if (round?.model !== model) return [];
  return round.guesses.flatMap(({ question, cue: key, player, guessModel, guessPeople }) => {
    const cue = plan.cues.find((each) => cueKey(each) === key);
    return cue ? { question, cue, player, model: guessModel, people: guessPeople } : [];
  });
}
