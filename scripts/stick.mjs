/**
 * `npm run stick -- --out FOLDER`: writes the app as a folder for a USB stick. It runs on Windows, macOS
 * and Linux without installing anything and without a network (docs/stick.md).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE =
  'Usage: npm run stick -- --out FOLDER [--without-model] [--replace]\n' +
  '  --without-model: 13 MB in place of 258, for the pictures that come with the app   --replace: write into a folder that holds other files';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        out: { type: 'string' },
        'without-model': { type: 'boolean' },
        replace: { type: 'boolean' }
      }
    })
  );
  if (!values.out) throw new Failure(USAGE);
  const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
  inProjectRoot();
  await ensureDependencies();
  const dist = await ensureBuild();
  const { writeStick } = await import('./stick/writeStick.mjs');
  const { files, bytes } = await writeStick({
    dist,
    out,
    withModel: !values['without-model'],
    replace: Boolean(values.replace)
  });
  console.log(`${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${out}`);
  console.log(
    'Next: open START.html there, or copy the folder to a stick. PRINT.html is the page for the class.'
  );
  console.log(`To see whether a copy is whole: npm run verify -- COPY`);
});
