/** The part of wllama 3 (llama.cpp as WASM) that the comparison uses. */
interface Wllama {
  loadModel(files: Blob[], options: Record<string, number>): Promise<void>;
  createCompletion(options: Record<string, unknown>): Promise<Completion>;
  /** Missing before 3.8. */
  createSystemOne?(request: {
    state: string;
    questions: Record<string, { type: 'choice'; instructions: string; criteria: object }>;
  }): Promise<Decisions>;
  exit(): Promise<void>;
}
type WllamaClass = new (
  paths: { default: string },
  options: { suppressNativeLog: boolean }
) => Wllama;

interface Completion {
  choices: {
    logprobs: { content: { top_logprobs: { token: string; logprob: number }[] }[] } | null;
  }[];
  /** Tokens found in its cache, and tokens computed. */
  timings?: { cache_n: number; prompt_n: number };
}

interface Decisions {
  answers: Record<string, { probabilities: Record<string, number> }>;
  usage: { input_tokens: number };
}

/** Longer than any prompt of the survey. */
const CONTEXT = 2048;

export interface Peer {
  /** Draws one token behind a prompt, which is what reading its letters takes. Tokens computed. */
  complete(prompt: string): Promise<number>;
  /** Log-probability of each letter as the next token; NaN where it is not among the `named` first. */
  letters(prompt: string, letters: readonly string[], named: number): Promise<number[]>;
  /**
   * Its one-pass decision reading (`createSystemOne`) of prompts with one beginning: each letter's
   * share of the letters', a list a prompt, and tokens read. Null where the version has none.
   * @throws what wllama throws of a model that is not made for it
   */
  decide: ((beginning: string, prompts: readonly Decision[]) => Promise<Decided>) | null;
  close(): Promise<void>;
}
export interface Decision {
  text: string;
  letters: readonly string[];
}
interface Decided {
  shares: number[][];
  tokens: number;
}

/**
 * wllama from its unpacked package, with its prompt cache on.
 * @param folder address of the package, ends in a slash
 * @param gguf address of the model file
 * @param prepared what is done to the file before
 * @param slots prompts at a time; with one, every prompt finds the beginning that it shares with the
 *   one before
 */
export async function openPeer(
  folder: string,
  gguf: string,
  threads: number,
  slots: number,
  prepared = (file: Blob) => Promise.resolve(file)
): Promise<Peer> {
  const { Wllama } = (await import(/* @vite-ignore */ `${folder}esm/index.js`)) as {
    Wllama: WllamaClass;
  };
  const paths = { default: `${folder}esm/wasm/wllama.wasm` };
  const wllama = new Wllama(paths, { suppressNativeLog: true });
  const file = await prepared(await (await fetch(gguf)).blob());
  const options = { n_threads: threads, n_gpu_layers: 0, n_parallel: slots };
  await wllama.loadModel([file], { ...options, n_ctx: slots * CONTEXT });
  const ask = (prompt: string, more: object = {}) =>
    wllama.createCompletion({ prompt, max_tokens: 1, temperature: 0, cache_prompt: true, ...more });
  return {
    complete: async (prompt) => (await ask(prompt)).timings?.prompt_n ?? NaN,
    letters: async (prompt, letters, named) => {
      const { choices } = await ask(prompt, { logprobs: named });
      const told = choices[0]?.logprobs?.content[0]?.top_logprobs ?? [];
      return letters.map((letter) => told.find(({ token }) => token === letter)?.logprob ?? NaN);
    },
    decide: wllama.createSystemOne
      ? (beginning, prompts) => decide(wllama as Deciding, beginning, prompts)
      : null,
    close: () => wllama.exit()
  };
}

type Deciding = Wllama & Required<Pick<Wllama, 'createSystemOne'>>;

async function decide(
  wllama: Deciding,
  beginning: string,
  prompts: readonly Decision[]
): Promise<Decided> {
  const questions = prompts.map(({ text, letters }, index) => {
    const criteria = Object.fromEntries(letters.map((letter) => [letter, '']));
    return [String(index), { type: 'choice' as const, instructions: text, criteria }] as const;
  });
  const request = { state: beginning, questions: Object.fromEntries(questions) };
  const { answers, usage } = await wllama.createSystemOne(request);
  return {
    shares: prompts.map(({ letters }, index) =>
      letters.map((letter) => answers[index]?.probabilities[letter] ?? NaN)
    ),
    tokens: usage.input_tokens
  };
}
