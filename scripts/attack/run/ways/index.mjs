import { address } from './address.mjs';
import { answersTable } from './answersTable.mjs';
import { documents } from './documents.mjs';
import { lab } from './lab.mjs';
import { model } from './model.mjs';
import { studyZip } from './studyZip.mjs';
import { survey } from './survey.mjs';

/**
 * By which way each kind is given.
 * @type {Record<import('../../corpus/input.mjs').Kind, import('./way.mjs').Way>}
 */
export const WAYS = {
  ...{ picture: lab, svg: lab, zip: studyZip, csv: survey },
  ...{ answers: answersTable, document: documents, url: address, model }
};
