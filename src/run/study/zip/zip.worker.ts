import { expose } from 'comlink';
import { scoresInZip } from './scoresInZip.ts';
import { readParts } from './readParts.ts';

const reader = { readParts, scoresInZip };
export type ZipReader = typeof reader;

expose(reader);
