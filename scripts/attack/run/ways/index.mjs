import { lab } from './lab.mjs';
import { studyZip } from './studyZip.mjs';

/** By which way each kind is given. */
export const WAYS = { picture: lab, svg: lab, zip: studyZip };
