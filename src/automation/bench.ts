import type { EngineApi, LoadedModel } from '../engine/engineApi.ts';
import { bench, type BenchResult } from '../run/bench/bench.ts';
import { loadSurvey } from '../survey/dataset.ts';
import type { ScriptedBench } from './automationApi.ts';
import { bundledTemplate } from './ask.ts';
import { takeInput } from './pictures.ts';
import { report } from './progress.ts';

/** Questions of the survey about the picture in the page's input, or under no cue at all. */
export async function benchQuestions(
  { questions, template, orders, picture: index, ...how }: ScriptedBench,
  engine: EngineApi,
  loaded: LoadedModel
): Promise<BenchResult | null> {
  const survey = await loadSurvey();
  const picture = index === null ? null : await takeInput(index, engine);
  return bench(
    {
      plan: {
        cues: [
          picture ? { kind: 'picture', picture: picture.id, category: null } : { kind: 'neutral' }
        ],
        questions: survey.questions.slice(0, questions),
        template: bundledTemplate(template),
        readout: 'letter',
        orders,
        dontKnow: 'omit'
      },
      picture,
      ...how
    },
    { engine, loaded, onProgress: (done, total) => report(how.mode, done, total) }
  );
}
