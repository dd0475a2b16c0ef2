import { PICTURE_MARKER } from './marker.ts';
import type { PromptTemplate } from './types.ts';

/** Names a field of a template as `cue.country`, `askLetter`, `dontKnowOptions` ... */
export type TemplateField =
  | 'system'
  | 'cue.neutral'
  | 'cue.country'
  | 'cue.picture'
  | 'cue.people'
  | 'askLetter'
  | 'askText'
  | 'optionLine'
  | 'dontKnowOptions'
  | 'letterLeadIn';

/** What keeps an edited template from being asked; `detail` is the text that is missing or too much. */
export interface TemplateProblem {
  code:
    | 'placeholder-missing'
    | 'placeholder-unknown'
    | 'marker-missing'
    | 'marker-repeated'
    | 'marker-misplaced'
    | 'control-token'
    | 'lead-in-open'
    | 'dont-know-count'
    | 'dont-know-blank';
  field: TemplateField;
  detail: string;
}

interface FieldRule {
  field: TemplateField;
  text: string;
  required: readonly string[];
  allowed: readonly string[];
}

const MOST_DONT_KNOW = 2;

/**
 * Everything that is wrong with a template; empty where it can be asked.
 * @param marks of the model that is to be asked, in so far as it is known: they would end a turn
 */
export function checkTemplate(
  template: PromptTemplate,
  marks: readonly string[] = []
): TemplateProblem[] {
  const problems = rulesOf(template).flatMap((rule) => checkField(rule, marks));
  for (const field of ['cue.picture', 'cue.people'] as const) {
    const text = field === 'cue.picture' ? template.cue.picture : template.cue.people;
    const markers = text === undefined ? 1 : text.split(PICTURE_MARKER).length - 1;
    if (markers === 1) continue;
    const code = markers === 0 ? 'marker-missing' : 'marker-repeated';
    problems.push({ code, field, detail: PICTURE_MARKER });
  }
  if (!template.letterLeadIn.endsWith('(')) {
    problems.push({ code: 'lead-in-open', field: 'letterLeadIn', detail: '(' });
  }
  const { dontKnowOptions } = template;
  if (dontKnowOptions.length > MOST_DONT_KNOW) {
    problems.push({
      code: 'dont-know-count',
      field: 'dontKnowOptions',
      detail: String(MOST_DONT_KNOW)
    });
  }
  if (dontKnowOptions.some((option) => option.trim() === '')) {
    problems.push({ code: 'dont-know-blank', field: 'dontKnowOptions', detail: '' });
  }
  return problems;
}

function rulesOf(template: PromptTemplate): FieldRule[] {
  const rule = (
    field: TemplateField,
    text: string,
    required: readonly string[] = [],
    optional: readonly string[] = []
  ): FieldRule => ({ field, text, required, allowed: [...required, ...optional] });
  return [
    rule('system', template.system ?? ''),
    rule('cue.neutral', template.cue.neutral),
    rule('cue.country', template.cue.country, ['{country}']),
    rule('cue.picture', template.cue.picture, [], ['{category}']),
    rule('cue.people', template.cue.people ?? '', [], ['{category}']),
    rule('askLetter', template.askLetter, ['{question}', '{options}']),
    rule('askText', template.askText, ['{question}']),
    rule('optionLine', template.optionLine, ['{letter}', '{option}']),
    rule('dontKnowOptions', template.dontKnowOptions.join('\n')),
    rule('letterLeadIn', template.letterLeadIn)
  ];
}

function checkField(
  { field, text, required, allowed }: FieldRule,
  marks: readonly string[]
): TemplateProblem[] {
  const missing = required.filter((placeholder) => !text.includes(placeholder));
  const unknown = matches(text, /\{\w+\}/g).filter((found) => !allowed.includes(found));
  // A turn marker inside a field would end the turn that the chat format opened.
  const own = marks.filter((mark) => mark !== PICTURE_MARKER && text.includes(mark));
  const control = [...new Set([...matches(text, /<\|[^|<>]*\|>/g), ...own])];
  const withPicture = field === 'cue.picture' || field === 'cue.people';
  const misplaced = !withPicture && text.includes(PICTURE_MARKER) ? [PICTURE_MARKER] : [];
  const problem = (code: TemplateProblem['code']) => (detail: string) => ({ code, field, detail });
  return [
    ...missing.map(problem('placeholder-missing')),
    ...unknown.map(problem('placeholder-unknown')),
    ...control.map(problem('control-token')),
    ...misplaced.map(problem('marker-misplaced'))
  ];
}

const matches = (text: string, pattern: RegExp) => [...new Set(text.match(pattern) ?? [])];
