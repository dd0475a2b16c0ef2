import { AppError } from '../../core/errors.ts';

/**
 * Files that were dropped. Empty where something else was dropped (a piece of text); throws
 * `picture-is-link` for a picture dragged from another page that came as an address only (the page
 * fetches nothing from elsewhere) and `picture-is-folder` for a folder.
 */
export function picturesFromDrop(data: DataTransfer): File[] {
  const folder = [...data.items]
    .map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null))
    .find((entry) => entry?.isDirectory);
  if (folder) throw new AppError('picture-is-folder', { name: folder.name });
  const files = [...data.files];
  if (files.length === 0 && bringsOnlyAnAddress(data)) throw new AppError('picture-is-link');
  return files;
}

/**
 * Files that were pasted; empty for text, so that pasting into a field goes on as usual. Throws
 * `picture-is-link` for a picture that was copied as an address only.
 */
export function picturesFromPaste(event: ClipboardEvent): File[] {
  const data = event.clipboardData;
  if (!data) return [];
  const files = [...data.files];
  if (files.length > 0 || isEditable(event.target)) return files;
  if (/<img\b/i.test(data.getData('text/html'))) throw new AppError('picture-is-link');
  return [];
}

function bringsOnlyAnAddress(data: DataTransfer): boolean {
  return data.types.includes('text/uri-list') || /<img\b/i.test(data.getData('text/html'));
}

function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}
