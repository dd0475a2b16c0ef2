/**
 * Nats by which a letter's log-probability may differ between a prompt alone and the same among
 * others, or behind a beginning that the server had kept; above it a server is not used. Measured:
 * equal to the bit on vLLM in bf16; .07 to .16 on llama.cpp in 4 bits, which rounds activations by
 * what is computed together (probabilities of letters: .009).
 */
export const BATCH_TOLERANCE = 0.3;

/**
 * Nats by which a server that comes back may differ from itself. Weights in another precision move
 * letters by about as much (bf16 on vLLM: .06).
 * @param batch what was found at its first probe
 */
export const returnTolerance = (batch: number) => Math.max(0.05, 3 * batch);
