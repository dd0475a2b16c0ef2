/**
 * `npm run paper:cost`: memory, time and price of the paper's study for the models of docs/servers.md, by the
 * project's own count of prompts and tokens, from assumptions that can be given.
 */
import { parseArgs } from 'node:util';
import { inProjectRoot, parseOrFail } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';

const USAGE = `Usage: npm run paper:cost -- [--pictures N] [--teraflops N] [--prompts N] [--written N] [--price N]
  --pictures N    pictures a country, every second one of people (50)
  --teraflops N   10^12 operations a second that a card does on prompts (200)
  --prompts N     prompts a second that a server takes at most (40)
  --written N     tokens a second that a server writes in all (800)
  --price N       US dollars a card and hour (2.5)`;

await runCommand(async () => {
  const option = /** @type {const} */ ({ type: 'string' });
  const { values } = parseOrFail('See npm run paper:cost -- --help.', () =>
    parseArgs({
      options: {
        ...{ pictures: option, teraflops: option, prompts: option, written: option, price: option },
        help: { type: 'boolean' }
      }
    })
  );
  if (values.help) return console.log(USAGE);
  const numbers = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, positive(name, String(value))])
  );

  inProjectRoot();
  const { ensureDependencies } = await import('./lib/dependencies.mjs');
  await ensureDependencies();
  const { withTs } = await import('./lib/liveTs.mjs');
  const text = await withTs(async (ts) => {
    /** @type {typeof import('../src/run/served/paperCost.ts')} */
    const { COST_ASSUMED, paperCostText } = await ts.load('src/run/served/paperCost.ts');
    /** @type {typeof import('../src/survey/dataset.ts')} */
    const { loadSurvey } = await ts.load('src/survey/dataset.ts');
    return paperCostText(await loadSurvey(), { ...COST_ASSUMED, ...numbers });
  });
  console.log(text);
});

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  const number = Number(text);
  const whole = name !== 'pictures' || (Number.isInteger(number) && number <= 1000);
  if (number > 0 && Number.isFinite(number) && whole) return number;
  throw new Failure(`--${name} ${text} is no such number: give one above 0.`);
}
