import { importTs } from '../importTs.mjs';
import { promptLogprobs } from './promptLogprobs.mjs';

/** @typedef {import('../../src/core/prompts/types.ts').PromptJob} PromptJob */
/** @typedef {{ name: string, seconds: number, prompts: number, hits: number, queries: number }} Line */

const COUNTRIES = [
  'Japan',
  'Brazil',
  'Nigeria',
  'Italy',
  'Mexico',
  'Pakistan',
  'Vietnam',
  'France'
];
/** Some 60 tokens a time: six times is what the paper's rules before a cue have. @param {number} times */
const rules = (times) =>
  'You are asked about what people value and believe. Read the question with care, think of how an average person would answer it in the place that is told, and choose among the answers that are given. Do not explain your choice, do not name more than one answer, and do not leave the question open. '.repeat(
    times
  );
const RULES = rules(6);
/** Rules alone, with a small picture's worth of tokens, and with a large one's. */
const LENGTHS = [6, 9, 16];
const NOTHING_DRAWN = () => Promise.reject(new Error('No pictures here.'));

const modules = /** @type {Promise<typeof import('./asking.ts')>} */ (
  importTs('scripts/servers/asking.ts')
);

/**
 * The same kind of prompts in four ways, in turns, each time behind beginnings that no way has asked
 * before: one at a time, as the command sends them, shuffled, and to a server that keeps no prefixes.
 * @param {string} cached
 * @param {string} uncached
 * @param {{ questions: number, rounds: number, inFlight?: number }} size `inFlight`: absent, it is
 *   found while asking, which is not timed
 */
export async function asking(cached, uncached, { questions, rounds, ...many }) {
  const ways = [
    await wayOf('one at a time', cached, { inFlight: 1 }),
    await wayOf('as npm run answers', cached, many),
    await wayOf('shuffled', cached, { ...many, order: 'shuffled' }),
    await wayOf('no prefix cache', uncached, many)
  ];
  const four = COUNTRIES.slice(0, 4);
  if (many.inFlight === undefined) {
    for (const way of ways.slice(1)) await way(await jobs('to learn by', four, 48));
  }
  return inTurns(ways, rounds, (tag, at) =>
    // A rate needs fewer prompts where each is computed whole.
    jobs(tag, four, at === 3 ? Math.ceil(questions / 4) : questions)
  );
}

/**
 * More beginnings than the server can keep: by prefix against shuffled.
 * @param {string} url
 * @param {number} rounds
 */
export async function crowded(url, rounds) {
  const ways = [
    await wayOf('by prefix', url, { inFlight: 4 }),
    await wayOf('shuffled', url, { inFlight: 4, order: 'shuffled' })
  ];
  const many = [...COUNTRIES, ...COUNTRIES.slice(0, 4).map((name) => `the north of ${name}`)];
  return inTurns(ways, rounds, (tag) => jobs(tag, many, 4));
}

/**
 * Option texts, question by question, behind prompts of three lengths: as the dialect asks them, and
 * by `prompt_logprobs`.
 * @param {string} url
 * @param {number} rounds
 */
export async function options(url, rounds) {
  const { connect, studyJobs, turnsOf } = await modules;
  const { signal } = new AbortController();
  const { dialect } = await connect({ url }, { signal });
  const found = [];
  console.log('| tokens | trie, s a question (requests) | prompt_logprobs | times | apart |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const times of LENGTHS) {
    const all = { trie: { seconds: 0, requests: 0 }, whole: { seconds: 0, requests: 0 } };
    let [questions, apart, tokens] = [0, 0, 0];
    for (let round = 0; round < rounds; round++) {
      const opening = tagged(`options ${times} ${round}`);
      const asked = { countries: ['Japan'], questions: 6, readout: /** @type {const} */ ('text') };
      for (const { prefix, suffix, targets } of await studyJobs({
        ...asked,
        ...{ opening, rules: rules(times) }
      })) {
        const turns = turnsOf(prefix + suffix, null);
        if (turns.user === null || targets.kind !== 'continuations') continue;
        const trie = await timed(() =>
          dialect.score(turns, targets, { pictures: () => undefined, signal })
        );
        const whole = await timed(() => promptLogprobs(url, turns, targets.continuations));
        add(all.trie, trie.seconds, trie.result.requests);
        add(all.whole, whole.seconds, targets.continuations.length);
        questions++;
        tokens += whole.result.prompt;
        trie.result.logprobs.forEach((value, at) => {
          apart = Math.max(apart, Math.abs(value - (whole.result.sums[at] ?? NaN)));
        });
      }
    }
    const { trie, whole } = all;
    const each = (/** @type {{ seconds: number, requests: number }} */ way) =>
      `${(way.seconds / questions).toFixed(2)} (${(way.requests / questions).toFixed(1)})`;
    const ratio = whole.seconds / trie.seconds;
    console.log(
      `| ${Math.round(tokens / questions)} | ${each(trie)} | ${each(whole)} | ${ratio.toFixed(1)} | ${apart.toExponential(1)} |`
    );
    found.push({ ...all, questions, tokens: tokens / questions, apart, times: ratio });
  }
  return found;
}

/** @param {{ seconds: number, requests: number }} sum @param {number} seconds @param {number} requests */
function add(sum, seconds, requests) {
  sum.seconds += seconds;
  sum.requests += requests;
}

/**
 * @param {string} name
 * @param {string} url
 * @param {{ inFlight?: number, order?: 'grouped' | 'shuffled' }} how
 * @returns {Promise<(jobs: PromptJob[]) => Promise<Line>>}
 */
async function wayOf(name, url, how) {
  const { connect, createServerEngine } = await modules;
  const { signal } = new AbortController();
  const connection = await connect({ url }, { signal });
  const engine = await createServerEngine([connection], { ...how, draw: NOTHING_DRAWN });
  return async (prompts) => {
    const before = await cacheOf(url);
    const { seconds } = await timed(() => engine.score(prompts, () => undefined));
    const after = await cacheOf(url);
    const [hits, queries] = [after.hits - before.hits, after.queries - before.queries];
    return { name, seconds, prompts: prompts.length, hits, queries };
  };
}

/**
 * @param {readonly ((jobs: PromptJob[]) => Promise<Line>)[]} ways
 * @param {number} rounds
 * @param {(tag: string, way: number) => Promise<PromptJob[]>} jobsOf
 */
async function inTurns(ways, rounds, jobsOf) {
  /** @type {Line[][]} */
  const lines = ways.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < ways.length; turn++) {
      // Another way first in every round: the machine is busy with other things too.
      const at = (turn + round) % ways.length;
      const line = await ways[at]?.(await jobsOf(`round ${round} way ${at}`, at));
      if (!line) continue;
      lines[at]?.push(line);
      const { name, prompts, seconds } = line;
      console.error(`${name}: ${(prompts / seconds).toFixed(2)} prompts a second`);
    }
  }
  const rates = lines.map((own) => sum(own, 'prompts') / sum(own, 'seconds'));
  console.log('| way | prompts a second | rounds | cache hits |\n| --- | --- | --- | --- |');
  lines.forEach((own, at) => {
    const each = own.map(({ prompts, seconds }) => (prompts / seconds).toFixed(2)).join(', ');
    const hits = (100 * sum(own, 'hits')) / Math.max(1, sum(own, 'queries'));
    console.log(`| ${own[0]?.name} | ${rates[at]?.toFixed(2)} | ${each} | ${hits.toFixed(0)}% |`);
  });
  return { lines, rates };
}

/** @param {readonly Line[]} lines @param {'prompts' | 'seconds' | 'hits' | 'queries'} key */
const sum = (lines, key) => lines.reduce((total, line) => total + line[key], 0);

/** @param {string} tag @param {readonly string[]} countries @param {number} questions */
async function jobs(tag, countries, questions) {
  const { studyJobs } = await modules;
  return studyJobs({ countries, questions, opening: tagged(tag), rules: RULES });
}

/** A first sentence that no other call has, in this run or an earlier one. @param {string} tag */
const tagged = (tag) => `This is ${tag} of the survey begun at ${Date.now()}. `;

/**
 * @template T
 * @param {() => Promise<T>} work
 */
async function timed(work) {
  const begun = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - begun) / 1000 };
}

/** Tokens looked up in the prefix cache and found there, ever. @param {string} url */
async function cacheOf(url) {
  const text = await (await fetch(`${url}/metrics`)).text();
  const total = (/** @type {string} */ name) =>
    Number(new RegExp(`^vllm:prefix_cache_${name}_total\\S* (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  return { hits: total('hits'), queries: total('queries') };
}
