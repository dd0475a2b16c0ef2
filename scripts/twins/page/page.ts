import { AppError } from '../../../src/core/errors.ts';
import { EngineClient } from '../../../src/engine/engineClient.ts';
import type { LoadedModel, LoadOptions, Runner } from '../../../src/engine/engineApi.ts';
import { errorText } from '../../../src/ui/i18n.ts';
import '../../../src/ui/messages/modelFaults.ts';
import { countWork, observe, readLetters, type Asked, type Observed } from './observe.ts';

declare global {
  interface Window {
    twins: {
      load(options: LoadOptions): Promise<Told<Opened>>;
      observe(asked: Asked): Promise<Told<Observed>>;
      readLetters(asked: Asked): Promise<Told<Awaited<ReturnType<typeof readLetters>>>>;
      countWork(asked: Asked, questions: number): Promise<Told<Counts>>;
    };
  }
}

type Counts = Awaited<ReturnType<typeof countWork>>;
/** A fault comes as the app's own code and sentence. */
type Told<T> = { value: T } | { fault: string };

interface Opened {
  loaded: LoadedModel;
  /** Why no faster runner is used, as the app says it. */
  reason: string | null;
  /** Other devices and precisions, and why not. */
  refused: string[];
}

const RUNNERS: readonly Runner[] = ['packed', 'sequential', 'naive'];
const engine = new EngineClient(new URL('/', location.href).href);
let model: LoadedModel | null = null;

window.twins = {
  load: (options) =>
    told(async () => {
      const loaded = (model = await engine.load(options, () => undefined));
      const { runnerReason, refused } = loaded;
      return {
        loaded,
        reason: runnerReason ? worded(runnerReason) : null,
        refused: refused.map((one) => `${one.device} ${one.dtype ?? ''} ${worded(one)}`)
      };
    }),
  observe: (asked) => told(() => observe(engine, opened().chat, runners(), asked)),
  readLetters: (asked) => told(() => readLetters(engine, opened().chat, asked)),
  countWork: (asked, questions) =>
    told(() => countWork(engine, opened().chat, runners(), asked, questions))
};

function opened(): LoadedModel {
  if (!model) throw new TypeError('load() comes first.');
  return model;
}

/** The one that was chosen, and what is slower. */
function runners(): readonly Runner[] {
  return RUNNERS.slice(RUNNERS.indexOf(opened().runner));
}

async function told<T>(work: () => Promise<T>): Promise<Told<T>> {
  try {
    return { value: await work() };
  } catch (thrown) {
    return { fault: worded(AppError.from(thrown)) };
  }
}

const worded = ({ code, params }: Pick<AppError, 'code' | 'params'>) =>
  `${code}: ${errorText({ code, params })}`;
