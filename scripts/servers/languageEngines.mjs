import { basename, dirname, join } from 'node:path';
import { startLlamaCpp } from './llamaCpp.mjs';
import { pageScores } from './pageScores.mjs';
import { studyTurns } from './prompts.mjs';
import { referenceScores } from './reference.mjs';
import { remembered } from './remembered.mjs';
import { servedScores } from './served.mjs';
import { whileUp } from './start.mjs';
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
    exact: exact ? ['letters', 'options'] : [],
    sets: { letters: scores.slice(0, letters.length), options: scores.slice(letters.length) }
  });
  const model = join(folder, 'language');
  const hub = { folder: join(model, 'hf') };
  const written = await referenceScores(programs.python, hub, prompts, folder);
  const pageOf = async () => {
    const asked = prompts.map((one, at) => ({ ...one, text: written[at]?.text ?? '' }));
    return pageScores({ model: 'pocket-llava', view: 'one' }, asked);
  };
  /** @param {string} name @param {() => Promise<number[][]>} ask */
  const once = (name, ask) => remembered(folder, name, prompts, ask);
  const engines = [
    engine('transformers', true, numbersOf(written)),
    engine('page', true, await once('page', pageOf))
  ];
  const command = programs.vllm;
  if (command) {
    const how = { ...hub, port: ports.vllm, log: join(folder, 'vllm.log') };
    const scores = await once('vllm', () =>
      whileUp(startVllm(command, how), (url) => servedScores(url, prompts))
    );
    engines.push(engine('vLLM', true, scores));
  }
  const llama = (/** @type {string} */ kind, /** @type {string} */ file) => {
    const how = { model: file, port: ports.llamaCpp, log: join(folder, 'llama.log') };
    const start = () => startLlamaCpp(String(programs.llamaServer), how);
    return once(`llama.cpp-${kind}`, () => whileUp(start(), (url) => servedScores(url, prompts)));
  };
  if (programs.llamaServer) {
    const [f32, q8] = [join(model, 'f32.gguf'), join(model, 'q8_0.gguf')];
    engines.push(engine('llama.cpp', true, await llama('f32', f32)));
    engines.push(engine('llama.cpp Q8_0', false, await llama('q8_0', q8)));
  }
  const packed = programs.smollm2;
  if (packed) {
    const source = { folder: dirname(packed), gguf: basename(packed) };
    const own = await referenceScores(programs.python, source, prompts, folder);
    engines.push(engine('transformers, Q4_1 unpacked', false, numbersOf(own)));
    if (programs.llamaServer) {
      engines.push(engine('llama.cpp Q4_1', false, await llama('q4_1', packed)));
    }
  }
  return engines;
}

/** @param {readonly { logprobs: number[] }[]} answers */
const numbersOf = (answers) => answers.map(({ logprobs }) => logprobs);
