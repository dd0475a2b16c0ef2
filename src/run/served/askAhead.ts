import type { PromptScore } from '../../core/answers/types.ts';
import type { GenerateJob, PromptJob, Readout } from '../../core/prompts/types.ts';
import type { GateSaid } from '../../core/study/pictureGate.ts';
import type { Study } from '../../core/study/studyTypes.ts';
import type { EngineApi, LoadedModel } from '../../engine/engineApi.ts';
import type { SurveyDataset } from '../../survey/types.ts';
import { compute, lookUp, type ScoreServices } from '../asking/storedScores.ts';
import type { StopSignal } from '../study/queue/stopSignal.ts';
import { gateQuestions, namedPrompts, passing, type GateQuestion } from './studyPrompts.ts';

export interface AheadServices {
  scoring: ScoreServices;
  engine: Pick<EngineApi, 'generate' | 'cancel'>;
  stop: StopSignal;
  /** Prompts of this phase, and how many of them were known before. */
  report: (progress: AheadProgress) => void;
}

export interface AheadProgress {
  phase: 'gate' | 'questions' | 'pictures';
  done: number;
  known: number;
  total: number;
}

/**
 * Asks all that a study needs of one model at once, so that a server always has enough to do: the
 * run behind it (`runStudy`) asks step by step, and finds its answers there already. First the gate,
 * then all that no gate decides about, then the pictures that pass.
 */
export async function askAhead(
  study: Study,
  loaded: LoadedModel,
  readouts: readonly Readout[],
  survey: SurveyDataset,
  services: AheadServices
): Promise<void> {
  const said = await askGate(gateQuestions(study, loaded, survey), services);
  const prompts = namedPrompts(study, loaded, readouts, survey);
  const free = prompts.filter(({ gatedBy }) => gatedBy === null).map(({ job }) => job);
  await askScores('questions', free, services);
  const passed = passing(study, loaded.model, survey, said);
  const gated = prompts.filter(({ gatedBy }) => gatedBy && passed.has(gatedBy.id));
  const jobs = gated.map(({ job }) => job);
  await askScores('pictures', jobs, services);
}

async function askScores(
  phase: AheadProgress['phase'],
  jobs: readonly PromptJob[],
  { scoring, stop, report }: AheadServices
): Promise<Map<number, PromptScore>> {
  if (stop.stopped || jobs.length === 0) return new Map();
  const { known: scores, missing } = await lookUp(jobs, scoring);
  const known = scores.size;
  let done = known;
  const tell = () => report({ phase, done, known, total: jobs.length });
  tell();
  await stop.guard(
    () => void scoring.engine.cancel(),
    () =>
      compute(
        missing,
        scoring,
        ({ indexes }, score) => {
          done += indexes.length;
          for (const index of indexes) scores.set(index, score);
          tell();
        },
        () => stop.stopped
      )
  );
  return scores;
}

async function askGate(
  questions: readonly GateQuestion[],
  services: AheadServices
): Promise<Map<string, GateSaid>> {
  const said = new Map<string, GateSaid>();
  const scored = questions.flatMap(({ picture, job }) =>
    'targets' in job ? [{ picture, job }] : []
  );
  const scores = await askScores(
    'gate',
    scored.map(({ job }) => job),
    services
  );
  for (const [index, { logprobs }] of scores) {
    said.set(scored[index]?.picture?.id ?? '', { sums: logprobs });
  }
  const written = questions.filter(({ job }) => !('targets' in job));
  const { engine, stop, report } = services;
  let done = 0;
  const listen = async ({ picture, job }: GateQuestion) => {
    const { text, ended } = await engine.generate(job as GenerateJob);
    report({ phase: 'gate', done: ++done, known: 0, total: written.length });
    if (ended !== 'cancelled' && picture) said.set(picture.id, { text, cut: ended === 'length' });
  };
  await stop.guard(
    () => void engine.cancel(),
    async () => {
      if (!stop.stopped) await Promise.all(written.map(listen));
    }
  );
  return said;
}
