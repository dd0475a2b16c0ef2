/** The part of wllama 3 (llama.cpp as WASM) that the comparison uses. */
interface Wllama {
  loadModel(files: Blob[], options: Record<string, number>): Promise<void>;
  createCompletion(options: Record<string, unknown>): Promise<Completion>;
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

/** Longer than any prompt of the survey. */
const CONTEXT = 2048;

export interface Peer {
  /** Draws one token behind a prompt, which is what reading its letters takes. Tokens computed. */
  complete(prompt: string): Promise<number>;
  /** Log-probability of each letter as the next token; NaN where it is not among the `named` first. */
  letters(prompt: string, letters: readonly string[], named: number): Promise<number[]>;
  close(): Promise<void>;
}

/**
 * wllama from its unpacked package, with its prompt cache on and one slot, so that every prompt finds
 * the beginning that it shares with the one before.
 * @param folder address of the package, ends in a slash
 * @param gguf address of the model file
 */
export async function openPeer(folder: string, gguf: string, threads: number): Promise<Peer> {
  const { Wllama } = (await import(/* @vite-ignore */ `${folder}esm/index.js`)) as {
    Wllama: WllamaClass;
  };
  const paths = { default: `${folder}esm/wasm/wllama.wasm` };
  const wllama = new Wllama(paths, { suppressNativeLog: true });
  const file = await (await fetch(gguf)).blob();
  const options = { n_ctx: CONTEXT, n_threads: threads, n_gpu_layers: 0, n_parallel: 1 };
  await wllama.loadModel([file], options);
  const ask = (prompt: string, more: object = {}) =>
    wllama.createCompletion({ prompt, max_tokens: 1, temperature: 0, cache_prompt: true, ...more });
  return {
    complete: async (prompt) => (await ask(prompt)).timings?.prompt_n ?? NaN,
    letters: async (prompt, letters, named) => {
      const { choices } = await ask(prompt, { logprobs: named });
      const told = choices[0]?.logprobs?.content[0]?.top_logprobs ?? [];
      return letters.map((letter) => told.find(({ token }) => token === letter)?.logprob ?? NaN);
    },
    close: () => wllama.exit()
  };
}
