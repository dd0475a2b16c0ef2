/** What reuse saves, counted in tokens and encoder runs: the same for every model and machine. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';

const tiny = { mounts: { '/models/tiny-llava/': 'test/tiny-model/tiny-llava' } };

test(
  '30 questions: reuse computes at most 25% of the naive tokens and encodes once',
  tiny,
  async ({ openApp }) => {
    const page = await openApp('automation.html');
    await page.setInputFiles('#pictures', 'test/fixtures/golden/flag_twemoji_gq.png');
    const outcome = await page.evaluate(async () => {
      const loaded = await window.valueshift.load({ model: 'tiny-llava', device: 'wasm' });
      if ('error' in loaded) return loaded;
      const results = [];
      for (const mode of /** @type {const} */ (['naive', 'reuse'])) {
        const result = await window.valueshift.bench({
          picture: 0,
          questions: 30,
          runs: 1,
          mode,
          template: 'paper',
          orders: 'single'
        });
        if (!('value' in result)) return result;
        results.push(result.value);
      }
      return { value: results };
    });
    assert.ok('value' in outcome, JSON.stringify(outcome));
    const [naive, ...others] = outcome.value.map((result) => {
      assert.ok(result, 'nothing was cancelled');
      return result;
    });
    assert.ok(naive);
    assert.equal(naive.encoderRuns, 30);
    assert.deepEqual(
      others.map(({ mode, encoderRuns }) => [mode, encoderRuns]),
      [['reuse', 1]]
    );
    for (const { mode, prefillTokensPerQuestion, timeLeft } of others) {
      assert.ok(timeLeft, 'what was told of the time left is held against what came');
      assert.ok(timeLeft.realSeconds > 0 && timeLeft.toldSeconds > 0, JSON.stringify(timeLeft));
      console.log(`${mode}: ${JSON.stringify(timeLeft)}`);
      const share = prefillTokensPerQuestion / naive.prefillTokensPerQuestion;
      assert.ok(share <= 0.25, `${mode} computes ${share} of the naive tokens`);
    }
  }
);
