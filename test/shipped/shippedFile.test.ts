import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/core/digest.ts';
import { templateById } from '../../src/core/prompts/templates.ts';
import { readShipped } from '../../src/formats/shippedAnswers.ts';
import { whoKnows } from '../../src/run/asking/knownPlan.ts';
import { memoryStore } from '../../src/store/memory.ts';
import { loadSurvey } from '../../src/survey/dataset.ts';
import { questionsOf } from '../../src/survey/sets.ts';
import { DEFAULT_CHOICES, planOf } from '../../src/ui/lab/choices.ts';
import { BUNDLED_PICTURES } from '../../src/ui/pictures/bundled.ts';

const bytes = readFileSync('public/shipped/answers.bin');
const { header, get } = await readShipped(new Blob([bytes]));

describe('the answers that come with the app', () => {
  test('take at most 1.5 MB', () => {
    expect(bytes.length).toBeLessThanOrEqual(1.5e6);
  });

  test('are those of the model that comes with the app', async () => {
    const manifest = readFileSync('models/pocket-llava/manifest.json');
    expect(header.model.manifestHash).toBe(await sha256(manifest));
  });

  test('tell what the model saw in every bundled picture', () => {
    for (const { picture } of BUNDLED_PICTURES) {
      expect(header.concepts[picture]).toHaveLength(5);
    }
  });

  // A question, a template or a country in other words has other keys: then `npm run answers:ship`.
  test('hold the whole of what the Lab asks first about every bundled picture', async () => {
    const survey = await loadSurvey();
    const template = templateById('brief')!;
    const { country: usual, orders, dontKnow } = DEFAULT_CHOICES;
    for (const { title, picture, country } of BUNDLED_PICTURES) {
      const plan = planOf(
        {
          ...{ pictures: [picture], country: country ?? usual, questionSet: 'quick' },
          ...{ readout: 'text', template, orders, dontKnow, controls: true }
        },
        survey,
        questionsOf(survey, 'quick')
      );
      const known = await whoKnows(plan!, [header.model], memoryStore().answers, { get });
      expect(known?.source, title).toBe('shipped');
    }
  });
});
