import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../../../../core/prompts/templates.ts';
import { editableOf, templateOf } from './templateFields.ts';

describe('template fields', () => {
  it.each(TEMPLATES)('bring back the bundled template $id, but for its name', (template) => {
    expect(templateOf(editableOf(template))).toEqual({ ...template, id: 'custom', version: 1 });
  });

  it('end every cue in a newline', () => {
    const fields = editableOf(TEMPLATES[0]!);
    fields['cue.country'] = 'You live in {country}.';
    expect(templateOf(fields).cue.country).toBe('You live in {country}.\n');
  });
});
