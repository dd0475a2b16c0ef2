import { serve } from '../../../workers/serve.ts';
import { scoresInZip } from './scoresInZip.ts';
import { readParts } from './readParts.ts';

const reader = { readParts, scoresInZip };
export type ZipReader = typeof reader;

serve(reader);
