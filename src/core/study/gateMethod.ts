/**
 * `exact`: every name of the list is scored by its log-probability, which any model can be asked for;
 * `free`: the model answers by itself, in JSON, and the answer is read.
 */
export const GATE_METHODS = ['exact', 'free'] as const;
export type GateMethod = (typeof GATE_METHODS)[number];

/**
 * What a free answer is asked with. `brief`: one question of ours for every picture; `paper`: the
 * content of the paper's Listings 1 (what a picture shows) and 2 (people).
 */
export const GATE_PROMPTS = ['brief', 'paper'] as const;
export type GatePrompt = (typeof GATE_PROMPTS)[number];

interface Asked {
  method?: GateMethod | undefined;
  prompt?: GatePrompt | undefined;
}

export function gateMethodOf({ method }: Asked): GateMethod {
  return method ?? 'exact';
}

/** Names are scored behind the brief question only. */
export function gatePromptOf(gate: Asked): GatePrompt {
  return gateMethodOf(gate) === 'free' ? (gate.prompt ?? 'brief') : 'brief';
}
