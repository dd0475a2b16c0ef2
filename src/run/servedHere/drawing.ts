import { withPicture } from '../../engine/picture/pictureFile.ts';
import { controlDrawer } from '../served/drawControl.ts';

/** Controls for a server, drawn where a browser decodes the picture that they are made of. */
export const drawControl = controlDrawer((file) =>
  withPicture(file, false, ({ width, height, rows }) => ({ rgb: rows(0, height), width, height }))
);
