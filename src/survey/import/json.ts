import { AppError } from '../../core/errors.ts';
import { isTooDeep } from '../../core/schema.ts';

export type JsonRecord = Record<string, unknown>;

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Parses a JSON object. Throws `import-not-json` with the line where reading stopped. */
export function parseJson(text: string, file: string): JsonRecord {
  let data: unknown;
  if (isTooDeep(text)) throw new AppError('import-not-json', { file, line: 1 });
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (reason) {
    throw new AppError('import-not-json', { file, line: lineOfFault(String(reason), text) });
  }
  if (Array.isArray(data)) return { records: data };
  if (!isRecord(data)) throw new AppError('import-not-json', { file, line: 1 });
  return data;
}

/** Engines tell a fault's line, or its position, or only that the text ended too early. */
function lineOfFault(reason: string, text: string): number {
  const line = /line (\d+)/.exec(reason)?.[1];
  if (line) return Number(line);
  const position = /position (\d+)/.exec(reason)?.[1];
  return text.slice(0, position ? Number(position) : text.length).split('\n').length;
}
