import { AppError } from '../core/errors.ts';
import type { LoadProgress } from './engineApi.ts';
import { toFault } from './faults.ts';

/** What the runtime says of a graph that it does not open, and what that means; the first that fits. */
const GRAPHS: readonly [says: RegExp, code: string][] = [
  [
    /(?:No Op registered for|implementation for|opset import for domain) '?(?<operator>[\w.]+)/,
    'graph-operator'
  ],
  [/external data|Deserialize tensor/i, 'graph-data'],
  [/IR version|opset versions/, 'graph-version'],
  [/protobuf|No graph was found/i, 'graph-damaged']
];

/**
 * What was thrown in the middle of a load as a sentence about the file that was at work; the library's
 * own text goes along as `details`.
 * @param stage what the load told of last
 */
export function loadFault(thrown: unknown, stage: LoadProgress | null, model: string): AppError {
  const fault = toFault(thrown);
  if (fault.code !== 'unexpected' || !stage) return fault;
  const { phase, file } = stage;
  const details = String(fault.params.message);
  const params = { model, file, details };
  if (phase === 'tokenizer' || phase === 'template') {
    return new AppError('tokenizer-unreadable', params);
  }
  if (phase === 'self-check') return new AppError('graph-failed', params);
  if (phase !== 'session') return fault;
  for (const [says, code] of GRAPHS) {
    const found = says.exec(details);
    if (found) return new AppError(code, { ...params, ...found.groups });
  }
  return new AppError('graph-invalid', params);
}
