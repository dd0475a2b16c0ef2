/**
 * How a picture is looked at: in one view of the whole, or in all views that the model's own
 * processor makes of it, closer, and with many more tokens.
 */
export const PICTURE_VIEWS = ['one', 'full'] as const;
export type PictureView = (typeof PICTURE_VIEWS)[number];

/** Absent, as with a model that has one way and in what earlier versions stored: one view. */
export const isFull = ({ view }: { view?: string }) => view === 'full';
