import { canonicalText } from '../../core/canonicalText.ts';
import { sha256 } from '../../core/digest.ts';
import { gateJob } from '../../core/prompts/gatePrompt.ts';
import { planJobs, type PlannedJob } from '../../core/prompts/plan.ts';
import { templateName } from '../../core/prompts/templateName.ts';
import type { GenerateJob, PromptJob, Readout, Targets } from '../../core/prompts/types.ts';
import { gateMethodOf } from '../../core/study/gateMethod.ts';
import { freeQuestion } from '../../core/study/gateQuestion.ts';
import { gateList, wantedPictures } from '../../core/study/participants.ts';
import { stepsOf, studyQuestions, type StudyStep } from '../../core/study/studySteps.ts';
import { spokenTo } from '../../core/study/systemChoice.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import { BASELINE, tableCue, GATE } from '../../formats/elsewhere/tableCues.ts';
import type { Reads, TablePrompt } from '../../formats/elsewhere/tablePrompt.ts';
import { MARKED_CHAT, turnsOf } from '../../servers/markedChat.ts';
import type { TurnPrompt } from '../../servers/types.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { Breather } from '../../workers/breather.ts';

/** A prompt as whoever runs a model elsewhere needs it. */
export interface StudyPrompt extends TablePrompt {
  turns: TurnPrompt;
  /** What is read behind it; of a free answer the most tokens. */
  asks: Targets | { kind: 'written'; maxTokens: number };
}

/** A step of a study with the prompt of each of its jobs. */
export interface PromptedStep {
  step: StudyStep;
  jobs: { planned: PlannedJob; prompt: StudyPrompt }[];
}

/** A model that runs elsewhere: how it is spoken to does not hang on its name. */
const ELSEWHERE = 'elsewhere';

/** The readouts that a study wants; both where the reading check is to choose: no one asks it here. */
function wantedReadouts({ readouts }: Pick<Study, 'readouts'>): readonly Readout[] {
  return readouts === 'reading-check' ? ['letter', 'text'] : readouts;
}

/**
 * Everything that a study asks a model which sees pictures and runs elsewhere, step by step, but for
 * the gate. The page can answer in between. Rejects with `server-system-turn` where a study would have
 * no system turn at all.
 */
export async function* promptedSteps(
  study: Study,
  survey: SurveyDataset
): AsyncGenerator<PromptedStep> {
  const asked: Study = { ...study, models: [{ model: ELSEWHERE, manifestHash: null }] };
  const questions = studyQuestions(study, survey);
  const readouts = wantedReadouts(study);
  const breather = new Breather();
  for (const step of stepsOf(asked, ELSEWHERE, readouts, wantedPictures(study), questions)) {
    const jobs: PromptedStep['jobs'] = [];
    for (const planned of planJobs(step.plan, MARKED_CHAT)) {
      await breather.rest();
      jobs.push({ planned, prompt: await stepPrompt(step, planned) });
    }
    yield { step, jobs };
  }
}

async function stepPrompt({ plan, cue }: StudyStep, planned: PlannedJob): Promise<StudyPrompt> {
  const { job, part, questionIndex } = planned;
  const baseline = part.kind === 'baseline';
  const names =
    job.targets.kind === 'letters'
      ? job.targets.letters
      : job.targets.continuations.map((_, k) => String(k));
  return promptOf(job, {
    template: baseline ? null : templateName(plan.template),
    cue: baseline ? BASELINE : tableCue(cue),
    question: plan.questions[questionIndex]?.id ?? '',
    order: part.kind === 'order' ? part.index : null,
    reads: { kind: job.targets.kind, names }
  });
}

/** A prompt of the gate and the picture that it is about; empty for the names without any. */
export interface GatePromptOf {
  picture: string;
  prompt: StudyPrompt;
}

/** What the gate asks a model that runs elsewhere; nothing where it is off or there is no picture. */
export async function gatePrompts(study: Study, survey: SurveyDataset): Promise<GatePromptOf[]> {
  const { gate, cues } = study;
  const pictures = cues.includes('picture') && gate.on ? wantedPictures(study) : [];
  const list = gateList(study, survey);
  const { chat } = spokenTo({ model: ELSEWHERE, chat: MARKED_CHAT }, study);
  if (pictures.length === 0) return [];
  const place = (picture: string) => ({
    template: null,
    cue: picture === '' ? BASELINE : `picture:${picture}`,
    question: GATE,
    order: null
  });
  const found: GatePromptOf[] = [];
  if (gateMethodOf(gate) === 'free') {
    for (const picture of pictures) {
      const job = freeQuestion(gate, picture, list, chat);
      const prompt = await promptOf(job, { ...place(picture.id), reads: { kind: 'written' } });
      found.push({ picture: picture.id, prompt });
    }
    return found;
  }
  const reads: Reads = { kind: 'continuations', names: list.map(({ code }) => code) };
  for (const id of ['', ...pictures.map((each) => each.id)]) {
    const prompt = await promptOf(gateJob(id || null, list, chat), { ...place(id), reads });
    found.push({ picture: id, prompt });
  }
  return found;
}

async function promptOf(
  job: PromptJob | GenerateJob,
  place: Omit<TablePrompt, 'id'>
): Promise<StudyPrompt> {
  const turns = turnsOf(job.prefix + job.suffix, job.picture);
  const asks =
    'targets' in job ? job.targets : ({ kind: 'written', maxTokens: job.maxTokens } as const);
  return { id: await promptId(turns, asks), ...place, turns, asks };
}

/**
 * SHA-256 (hex) of the canonical JSON (RFC 8785) of a prompt's turns and what is read behind it:
 * whoever has a line of `npm run prompts` can compute it again.
 */
async function promptId(turns: TurnPrompt, asks: StudyPrompt['asks']): Promise<string> {
  return sha256(canonicalText({ ...turns, ...askedFields(asks) }));
}

/** What is read behind a prompt, as lines of `npm run prompts` have it. */
export function askedFields(asks: StudyPrompt['asks']) {
  switch (asks.kind) {
    case 'letters':
      return { letters: asks.letters };
    case 'continuations':
      return { continuations: asks.continuations };
    default:
      return { maxTokens: asks.maxTokens };
  }
}
