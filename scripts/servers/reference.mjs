import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/jsonFile.mjs';
import { remembered } from './remembered.mjs';
import { pythonEnvironment } from './vllm.mjs';

/** @typedef {import('../../src/core/prompts/types.ts').Targets} Targets */
/** @typedef {{ system: string | null, user: string | null, picture: string | null, opened: string, targets: Targets }} Turns `picture`: path of a file */

/**
 * Log-probabilities by Python's transformers in 32 bits.
 * @param {string} python
 * @param {{ folder: string, gguf?: string, views?: 'one' | 'full', resizing?: 'torchvision' | 'pil' }} model
 * @param {readonly Turns[]} prompts
 * @param {string} work folder for what is exchanged
 * @returns {Promise<{ text: string, logprobs: number[] }[]>} `text`: what the chat template wrote
 */
export async function referenceScores(python, model, prompts, work) {
  const { folder, gguf = null, views = 'one', resizing = 'torchvision' } = model;
  const request = JSON.stringify({ folder, gguf, views, resizing, prompts });
  return remembered(work, 'transformers', request, async () => {
    const [asked, told] = [join(work, 'asked.json'), join(work, 'told.json')];
    await writeFile(asked, request);
    const script = join('scripts', 'servers', 'python', 'reference.py');
    const env = { ...process.env, ...pythonEnvironment() };
    const how = { env, maxBuffer: 2 ** 26 };
    await promisify(execFile)(python, [script, asked, told], how).catch((error) => {
      throw new Failure(`The reference failed: ${String(error.stderr).trim().slice(-500)}`);
    });
    return /** @type {{ text: string, logprobs: number[] }[]} */ (await readJson(told));
  });
}
