import type { TemplateField } from '../../../../core/prompts/check.ts';
import type { PromptTemplate } from '../../../../core/prompts/types.ts';

/** A template as flat text fields: lists one line an item, no system turn as an empty text. */
export type EditableTemplate = Record<TemplateField, string>;

export function editableOf(template: PromptTemplate): EditableTemplate {
  const { system, cue, askLetter, askText, optionLine, dontKnowOptions, letterLeadIn } = template;
  return {
    system: system ?? '',
    'cue.neutral': cue.neutral,
    'cue.country': cue.country,
    'cue.picture': cue.picture,
    'cue.people': cue.people ?? '',
    askLetter,
    askText,
    optionLine,
    dontKnowOptions: dontKnowOptions.join('\n'),
    letterLeadIn
  };
}

/** The template that the fields stand for, under the id `custom`. */
export function templateOf(fields: EditableTemplate): PromptTemplate {
  return {
    id: 'custom',
    version: 1,
    system: fields.system.trim() === '' ? null : fields.system,
    cue: {
      neutral: cueText(fields, 'neutral'),
      country: cueText(fields, 'country'),
      picture: cueText(fields, 'picture'),
      ...(fields['cue.people'].trim() === '' ? {} : { people: cueText(fields, 'people') })
    },
    askLetter: fields.askLetter,
    askText: fields.askText,
    optionLine: fields.optionLine,
    dontKnowOptions: fields.dontKnowOptions === '' ? [] : fields.dontKnowOptions.split('\n'),
    letterLeadIn: fields.letterLeadIn
  };
}

/** Cues end in a newline, so that what follows is tokenised alike behind each of them. */
function cueText(fields: EditableTemplate, kind: keyof PromptTemplate['cue']): string {
  const text = fields[`cue.${kind}`];
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
