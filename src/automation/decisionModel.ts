/** Keys of as many bytes: as `npm run peer:gguf` writes it, and as llama.cpp knows it. */
const WRITTEN = 'llama.decision_type';
const KNOWN = 'llama.decision.type';
/** They stand in front of the vocabulary. */
const HEAD_BYTES = 1 << 16;

/**
 * A GGUF file of `npm run peer:gguf` as one that llama.cpp takes for a decision model: the same
 * weights. Any other file stays as it is.
 */
export async function asDecisionModel(file: Blob): Promise<Blob> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  // One byte a letter, whatever the bytes.
  const at = new TextDecoder('latin1').decode(head).indexOf(WRITTEN);
  if (at < 0) return file;
  head.set(new TextEncoder().encode(KNOWN), at);
  return new Blob([head, file.slice(head.length)]);
}
