import { basename, dirname, join } from 'node:path';
import { startLlamaCpp } from './llamaCpp.mjs';
import { pageScores } from './pageScores.mjs';
import { studyTurns } from './prompts.mjs';
import { referenceScores } from './reference.mjs';
import { servedScores } from './served.mjs';
import { startVllm } from './vllm.mjs';

/** @typedef {import('./apart.mjs').Engine} Engine */
/** @typedef {import('./programs.mjs').Programs & { python: string }} Programs */
/** @typedef {{ folder: string, ports: { vllm: number, llamaCpp: number }, programs: Programs }} Here */

/**
 * SmolLM2-135M with the bundled weights, letters and options of a study's text cues, in every engine.
 * @param {Here} here
 * @returns {Promise<Engine[]>}
 */
export async function languageEngines({ folder, ports, programs }) {
  const countries = ['Japan', 'Brazil'];
  const letters = await studyTurns({ countries, questions: 8 });
  const options = await studyTurns({ countries: ['Japan'], questions: 3, readout: 'text' });
  const prompts = [...letters, ...options];
  /** @param {string} name @param {boolean} exact @param {number[][]} scores @returns {Engine} */
  const engine = (name, exact, scores) => ({
    name,
    exact,
    sets: { letters: scores.slice(0, letters.length), options: scores.slice(letters.length) }
  });
  const model = join(folder, 'language');
  const hub = { folder: join(model, 'hf') };
  const written = await referenceScores(programs.python, hub, prompts, folder);
  const pageOf = async () => {
    const asked = prompts.map((one, at) => ({ ...one, text: written[at]?.text ?? '' }));
    return pageScores({ model: 'pocket-llava', view: 'one' }, asked);
  };
  const reference = written.map(({ logprobs }) => logprobs);
  const engines = [engine('transformers', true, reference), engine('page', true, await pageOf())];
  if (programs.vllm) {
    const log = join(folder, 'vllm.log');
    const server = await startVllm(programs.vllm, { ...hub, port: ports.vllm, log });
    try {
      engines.push(engine('vLLM', true, await servedScores(server.url, prompts)));
    } finally {
      await server.stop();
    }
  }
  const llama = async (/** @type {string} */ file) => {
    const how = { model: file, port: ports.llamaCpp, log: join(folder, 'llama.log') };
    const server = await startLlamaCpp(String(programs.llamaServer), how);
    try {
      return await servedScores(server.url, prompts);
    } finally {
      await server.stop();
    }
  };
  if (programs.llamaServer) {
    engines.push(engine('llama.cpp', true, await llama(join(model, 'f32.gguf'))));
    engines.push(engine('llama.cpp Q8_0', false, await llama(join(model, 'q8_0.gguf'))));
  }
  const packed = programs.smollm2;
  if (packed) {
    const source = { folder: dirname(packed), gguf: basename(packed) };
    const own = await referenceScores(programs.python, source, prompts, folder);
    const scores = own.map(({ logprobs }) => logprobs);
    engines.push(engine('transformers, Q4_1 unpacked', false, scores));
    if (programs.llamaServer) engines.push(engine('llama.cpp Q4_1', false, await llama(packed)));
  }
  return engines;
}
