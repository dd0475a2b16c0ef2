/** `npm run score` as a person calls it, with the real model. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const FLAG = 'test/fixtures/golden/flag_twemoji_gq.png';
/** @type {string} */
let folder;
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'valueshift-score-'))));
after(() => rm(folder, { recursive: true, force: true }));

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
function score(...args) {
  const own = ['--profile', join(folder, 'profile'), '--port', '5249', '--device', 'wasm'];
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['scripts/score.mjs', ...own, ...args]);
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (text.stdout += data));
    child.stderr.on('data', (data) => (text.stderr += data));
    child.once('error', failed).once('close', (code) => done({ code, ...text }));
  });
}

/** @param {string} name */
const json = async (name) => JSON.parse(await readFile(name, 'utf8'));

/** @param {...string} args */
async function scored(...args) {
  const out = join(folder, 'out.json');
  const { code, stderr } = await score(...args, '--out', out);
  assert.equal(code, 0, stderr);
  return { result: await json(out), summary: stderr };
}

test('golden letters: every probability within 0.02; the second run computes nothing', async () => {
  const file = 'test/fixtures/golden-public.json';
  const { cases } = await json(file);
  const { result } = await scored('--prompts', file);
  assert.equal(result.length, cases.length);
  result.forEach((/** @type {any} */ one, /** @type {number} */ i) => {
    for (const letter of cases[i].letters) {
      const difference = Math.exp(one.logprobs[letter]) - Math.exp(cases[i].logprobs[letter]);
      assert.ok(Math.abs(difference) < 0.02, `case ${i}, letter ${letter}: ${difference}`);
    }
    assert.ok(Math.abs(one.letterMass - cases[i].letterMass) < 0.02, `case ${i}, letter mass`);
  });

  const again = await scored('--prompts', file);
  assert.match(again.summary, /computed: 0; remembered: 8/);
  assert.deepEqual(
    again.result.map((/** @type {any} */ one) => one.logprobs),
    result.map((/** @type {any} */ one) => one.logprobs)
  );
});

test('golden words: every sum of log-probabilities within 0.05', async () => {
  const file = 'test/fixtures/golden-text-public.json';
  const { cases } = await json(file);
  const { result } = await scored('--prompts', file);
  result.forEach((/** @type {any} */ one, /** @type {number} */ i) => {
    assert.equal(one.logprobs.length, cases[i].logprobs.length);
    one.logprobs.forEach((/** @type {number} */ sum, /** @type {number} */ k) => {
      const difference = sum - cases[i].logprobs[k];
      assert.ok(Math.abs(difference) < 0.05, `case ${i}, continuation ${k}: ${difference}`);
    });
  });
});

test('four questions, three cues, two orders: encoded once, remembered whole', async () => {
  const args = [
    '--image',
    FLAG,
    '--country',
    'KOR',
    '--questions',
    'Q6,Q57',
    '--questions',
    'Q165'
  ];
  const all = [...args, '--questions', 'Q184', '--orders', 'forward+reverse'];
  const { result, summary } = await scored(...all);
  assert.equal(result.format, 'valueshift-run');
  assert.deepEqual(
    result.cues.map((/** @type {any} */ cue) => cue.kind),
    ['neutral', 'country', 'picture']
  );
  assert.equal(result.answers.length, 12);
  assert.equal(result.missing, 0);
  for (const answer of result.answers) {
    assert.equal(answer.letters.length, 2);
    const total = answer.distribution.reduce(
      (/** @type {number} */ a, /** @type {number} */ b) => a + b
    );
    assert.ok(Math.abs(total - 1) < 1e-9);
  }
  assert.equal(result.run.counters.encoderRuns, 1);
  assert.match(summary, /computed: 12; remembered: 0/);

  const again = await scored(...all);
  assert.match(again.summary, /computed: 0; remembered: 12/);
  assert.equal(again.result.run.counters.jobs, 0);
  assert.deepEqual(again.result.answers, result.answers);
});

test('controls: each blank encoded once, the same bits from two engines, net movement told', async () => {
  const args = ['--image', FLAG, '--questions', 'Q6,Q165', '--control', 'blank,shuffled,caption'];
  const all = [...args, '--caption', 'a flag'];
  const { result } = await scored(...all);
  assert.deepEqual(
    result.cues.map((/** @type {any} */ cue) => cue.kind),
    ['neutral', 'blank', 'blank', 'blank', 'picture', 'shuffled', 'caption']
  );
  // Three blanks, the picture, its tiles; the caption needs none.
  assert.equal(result.run.counters.encoderRuns, 5);
  /** @param {any[]} answers */
  const bits = (answers) => answers.map(({ cue, words }) => [cue, words.logprobs]);
  const said = new Map(
    result.answers.map((/** @type {any} */ one) => [JSON.stringify(one.words.logprobs), one.cue])
  );
  // No two cues answer alike.
  assert.equal(said.size, result.answers.length);
  const fresh = ['--profile', join(folder, 'fresh')];
  const again = await scored(...all, ...fresh);
  assert.match(again.summary, /remembered: 0;/);
  assert.deepEqual(bits(again.result.answers), bits(result.answers));
  assert.deepEqual(
    result.net.map((/** @type {any} */ net) => [net.cue, net.control, net.from]),
    [
      [4, 'blank', [1, 2, 3]],
      [4, 'shuffled', [5]],
      [4, 'caption', [6]]
    ]
  );
  for (const { questions } of result.net) {
    assert.equal(questions.length, 2);
    for (const { size } of questions) assert.ok(size >= 0 && size <= 1);
  }
});

test('every wrong call ends in exit code 1 and one clear sentence', async () => {
  const broken = join(folder, 'broken.json');
  await writeFile(broken, '[\n {"prompt": "a",, "letters": ["A"]}\n]');
  const both = join(folder, 'both.json');
  await writeFile(both, '[{"prompt": "a", "letters": ["A"], "continuations": ["b"]}]');
  const lost = join(folder, 'lost.json');
  await writeFile(lost, '[{"prompt": "<image>", "image": "none.png", "letters": ["A"]}]');
  /** @type {[string[], RegExp][]} */
  const wrong = [
    [[], /Nothing to ask: name questions/],
    [['--nonsense'], /Unknown option '--nonsense'/],
    [
      ['--questions', 'Q6', '--image', 'no/such.png'],
      /no\/such\.png does not exist: check the path/
    ],
    [['--questions', 'Q6', '--image', 'test'], /test is not a file/],
    [['--questions', 'Q6', '--country', 'XYZ'], /no country “XYZ”/],
    [['--questions', 'Q9999'], /no question “Q9999”/],
    [['--questions', 'Q6', '--template', 'none'], /no prompt template “none”.*brief, paper/],
    [['--questions', 'Q6', '--orders', 'random'], /--orders random is unknown: choose single/],
    [['--questions', 'Q6', '--readout', 'mind'], /--readout mind is unknown/],
    [['--questions', 'Q6', '--control', 'zero'], /--control zero is unknown: choose none, blank/],
    [
      ['--questions', 'Q6', '--image', FLAG, '--control', 'caption'],
      /Got 0 of 1 captions: --control caption needs one --caption for each --image/
    ],
    [['--questions', 'Q6', '--port', '99999999'], /--port 99999999 is out of range/],
    [['--questions', 'Q6', '--out', 'no/such/folder/x.json'], /folder of --out .* does not exist/],
    [['--questions', 'Q6', '--model', 'none'], /none/],
    [['--prompts', 'none.json'], /none\.json does not exist/],
    [['--prompts', broken], /broken\.json is not valid JSON: line 2, column 17/],
    [['--prompts', both], /prompt 0 \(counted from 0\) needs either "letters" or "continuations"/],
    [['--prompts', lost], /none\.png does not exist/]
  ];
  for (const [args, sentence] of wrong) {
    const { code, stdout, stderr } = await score(...args);
    assert.equal(code, 1, args.join(' '));
    assert.match(stderr, sentence);
    assert.equal(stderr.trim().split('\n').length, 1, `one line for: ${args.join(' ')}\n${stderr}`);
    assert.equal(stdout, '');
  }
});
