import type { Served } from '../core/answers/served.ts';
import { MARKED_CHAT } from './markedChat.ts';
import type { PromptJob } from '../core/prompts/types.ts';
import type { AskOptions, Connection, ServedScore, TurnPrompt } from './types.ts';

const SERVED: Served = {
  dialect: 'vllm',
  server: 'Stub',
  version: '1',
  modelId: 'someone/a-model',
  revision: null,
  quantisation: null,
  template: null,
  probe: null,
  settings: {}
};

export interface Heard {
  turns: TurnPrompt;
  slot: number | undefined;
  picture: string | undefined;
}

/** For tests: a server that answers at once, by the letters' places in the prompt. */
export class StubServer implements Connection {
  served: Served = SERVED;
  slots: number | null = null;
  pictures = true;
  heard: Heard[] = [];
  probes = 0;
  flying = 0;
  mostFlying = 0;
  /** Called before each answer; throws to fail, waits to be slow. */
  before: (heard: Heard) => void | Promise<void> = () => undefined;
  onAgain: () => void | Promise<void> = () => undefined;

  constructor(change: Partial<Pick<StubServer, 'slots' | 'before' | 'onAgain' | 'served'>> = {}) {
    Object.assign(this, change);
  }

  async again(): Promise<void> {
    this.probes += 1;
    await this.onAgain();
  }

  dialect: Connection['dialect'] = {
    name: 'vllm',
    score: async (turns, targets, options): Promise<ServedScore> => {
      await this.#hear(turns, options);
      const words = targets.kind === 'letters' ? targets.letters : targets.continuations;
      const length = (turns.user ?? '').length + turns.opened.length;
      const logprobs = words.map((word, k) => -1 - k / 8 - (length % 7) / 4 - word.length / 64);
      return { logprobs, tokens: words.map(() => 1), prefillTokens: 0, ms: 1, requests: 1 };
    },
    write: async (turns, maxTokens, options) => {
      await this.#hear(turns, options);
      return { text: 'words', cut: maxTokens < 2 };
    }
  };

  async #hear(turns: TurnPrompt, { pictures, slot, signal }: AskOptions): Promise<void> {
    const heard = { turns, slot, picture: turns.picture ? pictures(turns.picture) : undefined };
    this.heard.push(heard);
    this.flying += 1;
    this.mostFlying = Math.max(this.mostFlying, this.flying);
    try {
      await Promise.resolve();
      await this.before(heard);
      signal.throwIfAborted();
    } finally {
      this.flying -= 1;
    }
  }
}

/** For tests: `questions` prompts behind each of some beginnings. */
export function stubJobs(beginnings: readonly string[], questions: number): PromptJob[] {
  const { standard = '', user, assistant } = MARKED_CHAT;
  return beginnings.flatMap((beginning) =>
    Array.from({ length: questions }, (_, k) => ({
      prefix: `${standard}${user.open}${beginning}\n`,
      suffix: `Question ${k}?${user.close}${assistant.open}(`,
      picture: null,
      targets: { kind: 'letters', letters: ['A', 'B'] } as const
    }))
  ) as PromptJob[];
}
