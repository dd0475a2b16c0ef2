import type { PromptTemplate } from './types.ts';
import { brief } from './brief.ts';
import { paper } from './paper.ts';

/** The bundled prompt sets; the first is the default. */
export const TEMPLATES: readonly PromptTemplate[] = [brief, paper];

export function templateById(id: string): PromptTemplate | undefined {
  return TEMPLATES.find((template) => template.id === id);
}
