import type { PromptTemplate } from './types.ts';

/** `id@version`, as conditions name templates. */
export function templateName({ id, version }: Pick<PromptTemplate, 'id' | 'version'>): string {
  return `${id}@${version}`;
}
