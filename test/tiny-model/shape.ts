/** The tiny model's sizes: the same kind of network as the bundled model, 1/1000 of its weights. */
export const SHAPE = {
  layers: 2,
  hidden: 64,
  intermediate: 128,
  heads: 4,
  kvHeads: 2,
  headSize: 16,
  /** Three named tokens, 256 bytes, and spare rows. */
  vocabulary: 264,
  /** As in the bundled model the picture's token lies beyond the vocabulary. */
  imageToken: 264,
  embeddingRows: 272,
  /** A token is a byte here, so prompts get long. */
  positions: 4096,
  ropeTheta: 10000,
  epsilon: 1e-5,
  picture: 256,
  pictureTokens: 16
} as const;
