import { AppError } from '../../core/errors.ts';

/**
 * Files that were dropped. Throws `picture-is-link` for a picture dragged from another page that came
 * as an address only (the page fetches nothing from elsewhere), `picture-is-text` for other text,
 * `picture-is-folder` for a folder and `picture-is-nothing` for nothing.
 */
export function picturesFromDrop(data: DataTransfer): File[] {
  const folder = [...data.items]
    .map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null))
    .find((entry) => entry?.isDirectory);
  if (folder) throw new AppError('picture-is-folder', { name: folder.name });
  return filesOrFault(data);
}

/**
 * Files that were pasted; none while one types in a field, where a copied table or page may bring a
 * picture of itself along with its text. Throws `picture-is-link`, `picture-is-text` and
 * `picture-is-nothing` as `picturesFromDrop` does.
 */
export function picturesFromPaste(event: ClipboardEvent): File[] {
  const data = event.clipboardData;
  return data && !isTypedIn(event.target) ? filesOrFault(data) : [];
}

/** Would the text that is dropped or pasted here be written? */
export function isTypedIn(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

function filesOrFault(data: DataTransfer): File[] {
  const files = [...data.files];
  if (files.length > 0) return files;
  if (isAddress(data)) throw new AppError('picture-is-link');
  throw new AppError(data.types.includes('text/plain') ? 'picture-is-text' : 'picture-is-nothing');
}

function isAddress(data: DataTransfer): boolean {
  return (
    data.types.includes('text/uri-list') ||
    /<img\b/i.test(data.getData('text/html')) ||
    /^\s*https?:\/\/\S+\s*$/i.test(data.getData('text/plain'))
  );
}
