/**
 * Nats by which a letter's log-probability may differ between a prompt alone and the same among
 * others. bf16 on vLLM: 6e-2 against float32, and equal to the bit in a batch; above this a
 * server's numbers are not those of the prompt.
 */
export const BATCH_TOLERANCE = 0.1;
