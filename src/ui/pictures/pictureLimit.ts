import { AppError } from '../../core/errors.ts';

/** As many pictures as are asked about at once. */
export const PICTURE_LIMIT = 8;

/** What is said of those beyond. */
export const tooManyPictures = () => new AppError('picture-too-many', { limit: PICTURE_LIMIT });
