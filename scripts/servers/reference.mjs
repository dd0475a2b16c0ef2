import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../lib/failure.mjs';
import { readJson } from '../lib/jsonFile.mjs';
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
  // The slowest part, and always the same: a run that was ended finds it done.
  const name = createHash('sha256').update(request).digest('hex').slice(0, 16);
  const [asked, told] = [join(work, `${name}.ask.json`), join(work, `${name}.told.json`)];
  await writeFile(asked, request);
  const script = join('scripts', 'servers', 'python', 'reference.py');
  const env = { ...process.env, ...pythonEnvironment() };
  const done = await stat(told).catch(() => null);
  if (!done) {
    await promisify(execFile)(python, [script, asked, told], { env, maxBuffer: 2 ** 26 }).catch(
      (error) => {
        throw new Failure(`The reference failed: ${String(error.stderr).trim().slice(-500)}`);
      }
    );
  }
  return /** @type {{ text: string, logprobs: number[] }[]} */ (await readJson(told));
}
