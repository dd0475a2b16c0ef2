/**
 * How a picture is looked at: in one view of the whole, or in all views that the model's own
 * processor makes of it, closer, and with many more tokens.
 */
export const PICTURE_VIEWS = ['one', 'full'] as const;
export type PictureView = (typeof PICTURE_VIEWS)[number];

/** What a model says of it at its load; nothing where it has one way of looking. */
interface Seeing {
  view?: PictureView | undefined;
  views?: readonly PictureView[] | undefined;
}

/** A model as it would be with another view: itself where it has that one, or cannot choose. */
export function seenIn<Model extends Seeing>(model: Model, view: PictureView = 'one'): Model {
  return model.view === view || !model.views?.includes(view) ? model : { ...model, view };
}

/** Absent, as with a model that has one way and in what earlier versions stored: one view. */
export const isFull = ({ view }: { view?: string }) => view === 'full';
