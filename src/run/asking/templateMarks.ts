import { AppError } from '../../core/errors.ts';
import { checkTemplate } from '../../core/prompts/check.ts';
import { templateName } from '../../core/prompts/templateName.ts';
import type { PromptTemplate } from '../../core/prompts/types.ts';
import type { LoadedModel } from '../../engine/engineApi.ts';

/**
 * Templates are written before it is known who will be asked; what is text for one model ends a turn
 * of another.
 * @throws AppError `template-mark` (template, mark, model) for a text that the model takes for a mark
 */
export function assertNoMarks(
  templates: readonly PromptTemplate[],
  { model, marks }: Pick<LoadedModel, 'model' | 'marks'>
): void {
  for (const template of templates) {
    const found = checkTemplate(template, marks).find(({ code }) => code === 'control-token');
    if (!found) continue;
    throw new AppError('template-mark', {
      ...{ template: templateName(template), mark: found.detail, model }
    });
  }
}
