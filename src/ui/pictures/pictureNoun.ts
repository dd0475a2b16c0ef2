import type { PictureId } from '../../core/prompts/types.ts';
import type { RowNoun } from '../rows/rowInput.ts';
import { BUNDLED_PICTURES } from './bundled.ts';

/** What a picture is called in a sentence. Of a person's own nothing is known but that it is one. */
export function pictureNoun(picture: PictureId): RowNoun {
  const bundled = BUNDLED_PICTURES.find((each) => each.picture === picture);
  return bundled?.id.startsWith('flag-') ? 'flag' : 'picture';
}
