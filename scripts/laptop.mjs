/**
 * `npm run bench:laptop`: how long things take on an old laptop (two slow processors, 4 GB of memory),
 * and how far the page's own guess of that lies from what a run then takes (docs/stick.md).
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './lib/build.mjs';
import { requireChromium } from './lib/chromium.mjs';
import { inProjectRoot, integer, parseOrFail } from './lib/commandLine.mjs';
import { runCommand } from './lib/failure.mjs';
import { serveFolder } from './lib/serve.mjs';
import { limited } from './laptop/limits.mjs';
import { throttledBy, visitOf } from './laptop/visit.mjs';

const USAGE =
  'Usage: npm run bench:laptop -- [--slowdown N] [--memory MB] [--dist FOLDER of a build]\n' +
  '  --slowdown 4: processors so many times slower; 1: this machine as it is   --memory 2500: what a machine of 4 GB leaves to the browser';

await runCommand(async () => {
  const { values } = parseOrFail(USAGE, () =>
    parseArgs({
      options: {
        slowdown: { type: 'string', default: '4' },
        memory: { type: 'string', default: '2500' },
        dist: { type: 'string' }
      }
    })
  );
  const slowdown = integer('--slowdown', values.slowdown, 1, 20);
  const memoryBytes = integer('--memory', values.memory, 200, 1_000_000) * 1e6;
  const given = values.dist && resolve(values.dist);
  inProjectRoot();
  const root = given ?? process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const server = await serveFolder({ root });
  const limits = await limited(requireChromium(), { processors: 2, slowdown, memoryBytes });
  try {
    const { page: onPage, worker } = await throttledBy(requireChromium(), 4);
    console.log(
      `Chromium's own throttle of 4 (developer tools): the page is ${onPage.toFixed(1)} times slower, a worker ${worker.toFixed(1)} times. Below, all threads are held by the system.`
    );
    console.log(
      limits.told.length > 0
        ? `Limited: ${limits.told.join('; ')}.`
        : 'Nothing could be limited (control groups of Linux, as its administrator): these are this machine as it is.'
    );
    const seen = await visitOf(server.url, limits.program);
    const peak = await limits.peakBytes();
    const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
    console.log(`First result (shipped answers), first visit: ${seconds(seen.firstMs)}`);
    console.log(`The page's guess for ${seen.asked} answers: ${seen.guess}`);
    console.log(
      `The device trial: ${seen.trialMs === null ? 'none' : `${seen.trialMs.toFixed(1)} ms`}`
    );
    console.log(`From Ask to the first answer, with the model's start: ${seconds(seen.startMs)}`);
    console.log(
      `All ${seen.asked} answers: ${seconds(seen.allMs)}; ${seen.perMinute.toFixed(1)} answers a minute once started`
    );
    console.log(
      `Most memory: ${peak === null ? 'not told' : `${(peak / 1e6).toFixed(0)} MB, files that the system keeps at hand included`}`
    );
  } finally {
    await server.close();
    await limits.remove();
  }
});
