import { expose } from 'comlink';
import { lentScores } from './lentScores.ts';
import { readParts } from './readParts.ts';

const reader = { readParts, lentScores };
export type ZipReader = typeof reader;

expose(reader);
