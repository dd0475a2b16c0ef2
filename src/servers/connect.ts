import { canonicalText } from '../core/canonicalText.ts';
import { AppError } from '../core/errors.ts';
import { llamaCppDialect } from './dialects/llamaCpp.ts';
import { openaiDialect } from './dialects/openai.ts';
import { vllmDialect } from './dialects/vllm.ts';
import { serverHttp, type ServerHttp } from './http.ts';
import { identify, type Identity } from './probe/identify.ts';
import { mostNats, lettersOf, probe, type Probed } from './probe/probe.ts';
import { returnTolerance } from './tolerance.ts';
import type { Connect, Dialect, TurnPrompt } from './types.ts';

/** A way to ask, at a temperature: a probe asks at two. */
type Way = (temperature: number) => Dialect;

/** What tells that a server does not know a way to ask: another may serve. */
const UNKNOWN_WAY: readonly string[] = [
  'server-ignores',
  'server-no-model',
  'server-refused',
  'server-failed',
  'server-reply',
  'server-not-json',
  'server-wrong-token'
];

/** The first way to ask that the server's probe passes is taken. */
export const connect: Connect = async (address, { model, signal, onStep = () => undefined }) => {
  const http = serverHttp(address);
  const { server } = http;
  onStep('identify');
  const found = await identify(http, model, signal);
  const ways = waysOf(http, found);
  const { dialect, probed } = await firstToWork(ways, (way) => {
    const [plain, cooler] = [way(1), way(0.5)];
    const { sees } = found;
    return probe({ server, dialect: plain, cooler, sees, signal, onStep }).then((result) => ({
      dialect: plain,
      probed: result
    }));
  });
  const pictures = probed.probe.pictures === true;
  return {
    dialect: pictures ? dialect : inWords(dialect, server),
    served: { ...found.served, dialect: dialect.name, probe: probed.probe },
    slots: found.slots,
    pictures,
    again: async (stop) => {
      const now = await identify(http, found.model, stop).catch((thrown: unknown) => {
        const error = AppError.from(thrown);
        const gone = error.code === 'server-model-unknown';
        throw gone ? new AppError('server-changed', { server }) : error;
      });
      const same = canonicalText(now.served) === canonicalText(found.served);
      if (!same || !(await sameNumbers(dialect, probed, stop))) {
        throw new AppError('server-changed', { server });
      }
    }
  };
};

/** Asks nothing about pictures: a server may take them and not look. */
function inWords(dialect: Dialect, server: string): Dialect {
  const refuse = ({ picture }: TurnPrompt) => {
    if (picture !== null) throw new AppError('server-no-pictures', { server });
  };
  return {
    name: dialect.name,
    score: async (prompt, targets, options) => {
      refuse(prompt);
      return dialect.score(prompt, targets, options);
    },
    write: async (prompt, maxTokens, options) => {
      refuse(prompt);
      return dialect.write(prompt, maxTokens, options);
    }
  };
}

function waysOf(http: ServerHttp, { kind, model }: Identity): Way[] {
  const vllm: Way = (temperature) => vllmDialect(http, model, temperature);
  // Of those that go on with an opened answer only when they are told to.
  const told: Way = (temperature) => openaiDialect(http, model, { temperature, told: true });
  const openai: Way = (temperature) => openaiDialect(http, model, { temperature, told: false });
  switch (kind) {
    case 'llama.cpp':
      return [(temperature) => llamaCppDialect(http, temperature)];
    case 'ollama':
    case 'lm-studio':
      return [openai];
    case 'vllm':
    case 'sglang':
      return [vllm, told];
    case 'other':
      return [vllm, told, openai];
  }
}

/** @throws the last way's fault where none works; any other fault at once */
async function firstToWork<Result>(
  ways: readonly Way[],
  attempt: (way: Way) => Promise<Result>
): Promise<Result> {
  for (const [k, way] of ways.entries()) {
    try {
      return await attempt(way);
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (k === ways.length - 1 || !UNKNOWN_WAY.includes(error.code)) throw error;
    }
  }
  throw new RangeError('No way to ask.');
}

async function sameNumbers(
  dialect: Dialect,
  { known: { prompt, letters, logprobs }, probe: { batch } }: Probed,
  signal: AbortSignal
): Promise<boolean> {
  const now = await lettersOf(dialect, prompt, letters, signal);
  return mostNats(now, logprobs) <= returnTolerance(batch);
}
