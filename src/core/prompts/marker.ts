/** Stands in prompts where the picture's tokens go, whatever a model's own template writes there. */
export const PICTURE_MARKER = '<image>';
