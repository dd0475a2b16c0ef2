/** What reuse saves, counted in tokens and encoder runs: the same for every model and machine. */
import assert from 'node:assert/strict';
import { test } from './harness.mjs';

const tiny = { mounts: { '/models/tiny-llava/': 'test/tiny-model/tiny-llava' } };

test(
  '20 questions: reuse computes at most 25% of the naive tokens and encodes once',
  tiny,
  async ({ openApp }) => {
    const page = await openApp('automation.html');
    await page.setInputFiles('#pictures', 'test/fixtures/golden/flag_twemoji_gq.png');
    const outcome = await page.evaluate(async () => {
      const loaded = await window.valueshift.load({ model: 'tiny-llava', device: 'wasm' });
      if ('error' in loaded) return loaded;
      return window.valueshift.bench({
        picture: 0,
        questions: 20,
        runs: 1,
        runners: ['naive', 'sequential', 'packed'],
        template: 'paper',
        orders: 'forward+reverse'
      });
    });
    assert.ok('value' in outcome, JSON.stringify(outcome));
    const [naive, ...others] = outcome.value;
    assert.equal(naive?.encoderRuns, 40);
    assert.deepEqual(
      others.map(({ mode, encoderRuns }) => [mode, encoderRuns]),
      [
        ['sequential', 1],
        ['packed', 1]
      ]
    );
    for (const { mode, prefillTokensPerQuestion } of others) {
      const share = prefillTokensPerQuestion / naive.prefillTokensPerQuestion;
      assert.ok(share <= 0.25, `${mode} computes ${share} of the naive tokens`);
    }
  }
);
