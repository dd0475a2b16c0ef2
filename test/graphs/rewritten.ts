import { writeModel } from '../../src/core/onnx/model.ts';
import type { PackRefusal } from '../../src/core/onnx/packDecoderGraph.ts';
import type { ModelProto } from '../../src/core/onnx/types.ts';
import { open, type Session } from './runtime.ts';

/** What a session of a graph answers; it is open for that alone. */
export async function rowsOf<T>(
  model: ModelProto,
  ask: (session: Session) => Promise<T>
): Promise<T> {
  const session = await open(writeModel(model));
  try {
    return await ask(session);
  } finally {
    await session.release();
  }
}

/** A rewriting that has to succeed. */
export function rewritten(model: ModelProto | PackRefusal): ModelProto {
  if ('refused' in model) throw new Error(JSON.stringify(model));
  return model;
}
