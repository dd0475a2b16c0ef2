import * as v from 'valibot';
import { count, hash, recordOf } from '../core/schema.ts';

const fileRecord = v.object({ bytes: count, sha256: hash });

/** What a manifest says about one file. */
export type FileRecord = v.InferOutput<typeof fileRecord>;
/** Files by their path. */
export const filesSchema = recordOf(fileRecord);
