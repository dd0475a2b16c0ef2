import { expect, it } from 'vitest';
import type { LoadProgress } from '../../engine/engineApi.ts';
import { stalled } from '../../engine/watch/deadlines.ts';
import { errorText, t } from '../i18n.ts';
import '../messages/modelFaults.ts';

const PHASES: Record<LoadProgress['phase'], true> = {
  ...{ fetch: true, verify: true, device: true, tokenizer: true, template: true },
  ...{ session: true, 'self-check': true }
};

it('every stage of a load has its name, and a sentence where it comes to no end', () => {
  for (const phase of Object.keys(PHASES) as LoadProgress['phase'][]) {
    expect(t(`progress.model.${phase}`)).not.toContain('progress.');
    const sentence = errorText(stalled({ phase, file: 'the-file', totalBytes: 0 }, 'my-model', 12));
    expect(sentence).toContain('my-model');
    expect(sentence).toContain('12 seconds');
    if (phase !== 'device') expect(sentence).toContain('the-file');
  }
});
