/** Both models of the parity table, in every form that an engine here reads. */
import { execFile } from 'node:child_process';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '../../lib/failure.mjs';
import { makePageFolder } from '../pageScores.mjs';
import { pythonEnvironment } from '../vllm.mjs';
import { makeLanguageModel } from './languageFolder.mjs';
import { makeVisionModel } from './visionFolder.mjs';

/** All of it in 32 bits. */
const TWIN = 'test/fixtures/twins/smolvlm-256m-gqa';

/**
 * Makes what is not there yet below `folder`: `language/{hf,f32.gguf,q8_0.gguf}`, `vision/hf` and
 * `vision/page`, and, where llama.cpp's converter is there, `vision/{f32,mmproj}.gguf`.
 * @param {string} folder
 * @param {import('../programs.mjs').Programs} programs
 */
export async function makeModels(folder, { python, llamaSource }) {
  const language = join(folder, 'language');
  await once(language, () => makeLanguageModel(join('models', 'pocket-llava'), language));
  const vision = join(folder, 'vision');
  await once(vision, async () => {
    await makeVisionModel(TWIN, join(vision, 'hf'));
    await makePageFolder(TWIN, join(vision, 'page'));
  });
  if (!python || !llamaSource) return;
  const gguf = join(folder, 'vision-gguf');
  await once(gguf, async () => {
    await mkdir(gguf, { recursive: true });
    const convert = (/** @type {string} */ name, /** @type {string[]} */ ...more) =>
      run(python, llamaSource, join(vision, 'hf'), join(gguf, name), ...more);
    await convert('f32.gguf');
    await convert('mmproj.gguf', '--mmproj');
  });
}

/** @param {string} python @param {string[]} given */
async function run(python, ...given) {
  const script = join('scripts', 'servers', 'python', 'to_gguf.py');
  const env = { ...process.env, ...pythonEnvironment() };
  await promisify(execFile)(python, [script, ...given], { env }).catch((error) => {
    throw new Failure(`llama.cpp's converter failed: ${String(error.stderr).trim().slice(-500)}`);
  });
}

/**
 * @param {string} folder
 * @param {() => Promise<void>} make a run that was ended begins anew
 */
async function once(folder, make) {
  const done = join(folder, 'made');
  const made = await stat(done).catch(() => null);
  if (made) return;
  await make();
  await writeFile(done, '');
}
