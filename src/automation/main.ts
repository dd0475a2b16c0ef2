import { AppError } from '../core/errors.ts';
import { EngineClient } from '../engine/engineClient.ts';
import type { LoadedModel } from '../engine/engineApi.ts';
import { openStore } from '../store/db.ts';
import { errorText } from '../ui/i18n.ts';
import '../ui/messages/scripts.ts';
import type { Outcome } from './automationApi.ts';
import { ask, check } from './ask.ts';
import { benchQuestions } from './bench.ts';
import { storeMadeStudy } from './madeStudy.ts';
import { look } from './look.ts';
import { comparePeer } from './peer.ts';
import { report } from './progress.ts';
import { scorePrompts } from './rawPrompts.ts';
import { shipAnswers } from './shippedAnswers.ts';
import { exportStudy } from './study.ts';

const engine = new EngineClient();
let loaded: LoadedModel | null = null;

window.valueshift = {
  load: (options) =>
    outcome(async () => {
      loaded = null;
      loaded = await engine.load(options, ({ phase, file, loadedBytes, totalBytes }) =>
        report(`${phase} ${file}`, loadedBytes, totalBytes)
      );
      return loaded;
    }),
  check: (request) => outcome(() => check(request)),
  ask: (request) => outcome(async () => ask(request, engine, model(), (await openStore()).answers)),
  scorePrompts: (prompts) =>
    outcome(async () => scorePrompts(prompts, engine, model(), (await openStore()).answers)),
  look: (pictures) => outcome(() => look(pictures, engine)),
  bench: (request) => outcome(() => benchQuestions(request, engine, model())),
  comparePeer: (request) => outcome(() => comparePeer(request, engine, model())),
  exportStudy: (request) => outcome(async () => exportStudy(request, engine, await openStore())),
  shipAnswers: (request) =>
    outcome(async () => shipAnswers(request, engine, model(), (await openStore()).answers)),
  storeMadeStudy: (request) => outcome(async () => storeMadeStudy(request, await openStore()))
};

function model(): LoadedModel {
  if (!loaded) throw new TypeError('load() comes first.');
  return loaded;
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (thrown) {
    const error = AppError.from(thrown);
    return { error: { code: error.code, sentence: errorText(error) } };
  }
}
