import type { ExportedOrigin } from '../../../../formats/exportedOrigin.ts';
import { fileStem } from '../../../charts/saveFile.ts';

/**
 * `valueshift-flag-of-japan-and-2-more-next-to-nigeria-answers.csv`: among other files each still tells
 * picture and country.
 * @param end what the file holds, and its type
 */
export function fileNameOf(
  { pictures, countryName }: Pick<ExportedOrigin, 'pictures' | 'countryName'>,
  end: string
): string {
  const [first] = pictures;
  const shown = first
    ? (first.title ?? (first.file ?? first.id).replace(/\.\w+$/, ''))
    : 'no picture';
  const parts = [
    ...['valueshift', fileStem(shown)],
    ...(pictures.length > 1 ? [`and-${pictures.length - 1}-more`] : []),
    ...(countryName === null ? [] : [`next-to-${fileStem(countryName)}`])
  ];
  return `${parts.join('-')}-${end}`;
}
