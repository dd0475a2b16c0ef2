import { serve } from '../../workers/serve.ts';
import { checkPicture } from './pictureCheck.ts';

const checker = { checkPicture, ready: () => undefined };
export type PictureChecker = typeof checker;

serve(checker);
