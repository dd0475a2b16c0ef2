import type { Served } from '../../../core/answers/served.ts';
import type { Reason } from '../../../engine/engineApi.ts';
import { errorText, t } from '../../i18n.ts';
import { inRow } from '../../inList.ts';

/** A served model by its name and its server's: "qwen2.5:7b on Ollama". */
export const servedTitle = ({ modelId, server }: Pick<Served, 'modelId' | 'server'>): string =>
  t('models.served.titleOf', { model: modelId, server });

/**
 * Where a served model's answers come from, in one line for captions: server and version, model, how
 * it was asked; empty for a model of the page's own.
 */
export function servedOrigin(served: Served | undefined): string {
  if (!served) return '';
  const { server, version, modelId, revision, quantisation, dialect } = served;
  const files = inRow([revision?.slice(0, 12), quantisation].flatMap((part) => part || []));
  const program = version ? `${server} ${version}` : server;
  const model = files ? `${modelId} (${files})` : modelId;
  if (dialect === 'elsewhere') return t('models.served.elsewhere', { server: program, model });
  return t('models.served.origin', { server: program, model, dialect });
}

/** How many answers a server would not give, and the different reasons why. */
export function holesWords(answers: number, reasons: readonly Reason[]): string {
  const words = [...new Set(reasons.map((reason) => errorText(reason)))];
  return t('models.served.holes', { count: answers, reasons: words.join(' ') });
}
