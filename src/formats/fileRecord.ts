import * as v from 'valibot';
import { hash, recordOf } from '../core/schema.ts';

const fileRecord = v.object({ bytes: v.pipe(v.number(), v.safeInteger()), sha256: hash });

/** What a manifest says about one file. */
export type FileRecord = v.InferOutput<typeof fileRecord>;
/** Files by their path. */
export const filesSchema = recordOf(fileRecord);
