import { sha256 } from '../../core/digest.ts';
import { readImageHeader, type ImageVerdict, type PictureHeader } from './imageHeader.ts';
import { checkSvg } from './svg/checkSvg.ts';
import { SvgRefusal, type SvgFault } from './svg/refusal.ts';
import { svgText } from './svg/svgText.ts';

/** What a file is found to be before anything of it is decoded or drawn. */
export type PictureCheck =
  | Exclude<ImageVerdict, { kind: 'picture' }>
  /** The browser cannot read it: it was moved or deleted, or is a folder. */
  | { kind: 'unreadable' }
  | { kind: 'drawing'; fault: SvgFault }
  | {
      kind: 'picture';
      header: PictureHeader;
      /** SHA-256 of the file's bytes. */
      id: string;
      /** Its bytes, no longer bound to the file; a drawing's are those of `checkSvg`. */
      file: Blob;
    };

/** Reads a file and looks at all of it that can be looked at by reading: work for a worker. */
export async function checkPicture(file: Blob): Promise<PictureCheck> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return { kind: 'unreadable' };
  }
  const verdict = readImageHeader(new Uint8Array(bytes));
  if (verdict.kind !== 'picture') return verdict;
  const { header } = verdict;
  const id = await sha256(bytes);
  if (header.format !== 'svg') {
    return {
      kind: 'picture',
      header,
      id,
      file: new Blob([bytes], { type: `image/${header.format}` })
    };
  }
  try {
    const { svg } = checkSvg(svgText(new Uint8Array(bytes)));
    return { kind: 'picture', header, id, file: new Blob([svg], { type: 'image/svg+xml' }) };
  } catch (fault) {
    if (fault instanceof SvgRefusal) return { kind: 'drawing', fault: fault.fault };
    throw fault;
  }
}
