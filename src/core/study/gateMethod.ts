/**
 * `exact`: every name of the list is scored by its log-probability, which any model can be asked for;
 * `free`: the model answers by itself, in JSON, and the answer is read.
 */
export const GATE_METHODS = ['exact', 'free'] as const;
export type GateMethod = (typeof GATE_METHODS)[number];

export function gateMethodOf({ method }: { method?: GateMethod | undefined }): GateMethod {
  return method ?? 'exact';
}
