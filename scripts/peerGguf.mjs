/**
 * `npm run peer:gguf`: the language model of the bundled model as a GGUF file, weight for weight, so
 * that `npm run bench:peer` compares two engines and not two models.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';

const USAGE = 'Usage: npm run peer:gguf -- [--out FILE]';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        out: { type: 'string', default: '.cache/peer/pocket-llava.gguf' },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { languageModel } = await import('./peer/languageModel.mjs');
  const { writeGguf } = await import('./peer/gguf.mjs');
  const { metadata, tensors } = await languageModel('models/pocket-llava');
  const file = writeGguf(metadata, tensors);
  const path = resolve(values.out);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file);
  console.error(`${path}: ${(file.length / 1e6).toFixed(0)} MB, ${tensors.length} tensors`);
});
