import { readFile } from 'node:fs/promises';
import { sha256 } from '../src/core/digest.ts';
import { openContents } from '../src/run/study/open/openStudy.ts';
import { surveyFinder } from '../src/run/study/open/surveyFor.ts';
import { readStudyZip } from '../src/run/study/zip/importZip.ts';
import { readParts } from '../src/run/study/zip/readParts.ts';
import { memoryStore } from '../src/store/memory.ts';

/** A study out of a zip (or of the file there), without a browser: pictures are named by their bytes and not looked at. */
export async function openStudyZip(zip: string | Blob) {
  const file = typeof zip === 'string' ? new Blob([await readFile(zip)]) : zip;
  const { contents, survey } = await readStudyZip(file, {
    readParts,
    surveyFor: surveyFinder(memoryStore().ownData),
    takePicture: async (file) => {
      const id = await sha256(await file.arrayBuffer());
      const { name, type } = file;
      return { picture: { id, name, type, width: 1, height: 1, file, addedAt: 0 } };
    }
  });
  return openContents(contents, survey);
}
