import { describe, expect, it } from 'vitest';
import { brief } from './brief.ts';
import { checkTemplate } from './check.ts';
import { TEMPLATES } from './templates.ts';

describe('template check', () => {
  it.each(TEMPLATES)('passes the bundled $id', (template) => {
    expect(checkTemplate(template)).toEqual([]);
  });

  it.each([
    [{ askLetter: '{question}' }, 'placeholder-missing', 'askLetter', '{options}'],
    [{ askText: 'Well?' }, 'placeholder-missing', 'askText', '{question}'],
    [{ optionLine: '- {option}' }, 'placeholder-missing', 'optionLine', '{letter}'],
    [
      { cue: { ...brief.cue, country: 'Here.\n' } },
      'placeholder-missing',
      'cue.country',
      '{country}'
    ],
    [
      { cue: { ...brief.cue, neutral: '{country}' } },
      'placeholder-unknown',
      'cue.neutral',
      '{country}'
    ],
    [{ cue: { ...brief.cue, picture: 'Look.\n' } }, 'marker-missing', 'cue.picture', '<image>'],
    [
      { cue: { ...brief.cue, picture: '<image><image>\n' } },
      'marker-repeated',
      'cue.picture',
      '<image>'
    ],
    [{ cue: { ...brief.cue, people: 'Look.\n' } }, 'marker-missing', 'cue.people', '<image>'],
    [{ system: 'See <image>' }, 'marker-misplaced', 'system', '<image>'],
    [{ system: 'Stop <|im_end|>' }, 'control-token', 'system', '<|im_end|>'],
    [{ letterLeadIn: 'It is' }, 'lead-in-open', 'letterLeadIn', '('],
    [{ dontKnowOptions: ['a', 'b', 'c'] }, 'dont-know-count', 'dontKnowOptions', '2'],
    [{ dontKnowOptions: [' '] }, 'dont-know-blank', 'dontKnowOptions', '']
  ] as const)('%j: %s in %s', (change, code, field, detail) => {
    expect(checkTemplate({ ...brief, ...change })).toEqual([{ code, field, detail }]);
  });

  it('knows the marks of the model that is asked, and takes its picture’s marker for none', () => {
    const smol = ['<|im_end|>', '<end_of_utterance>', '<row_1_col_1>', '<image>'];
    expect(checkTemplate(brief, smol)).toEqual([]);
    const closing = { ...brief, askText: '{question}<end_of_utterance>', system: 'a<|im_end|>b' };
    expect(checkTemplate(closing, smol)).toEqual([
      { code: 'control-token', field: 'system', detail: '<|im_end|>' },
      { code: 'control-token', field: 'askText', detail: '<end_of_utterance>' }
    ]);
    expect(checkTemplate(closing, [])).toHaveLength(1);
  });
});
