import { MOST_OF_CLASS } from '../../../../formats/class/classShare.ts';

/** Pixels of its longer side; enough to tell pictures apart on a wall. */
const SIDE = 160;
const QUALITIES = [0.7, 0.5, 0.3];

/** A picture as a small JPEG in base64, with nothing of what its file says besides; null where it cannot be drawn. */
export async function thumbnailOf(file: Blob): Promise<string | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (pen) {
    // Where a picture is clear, JPEG would be black.
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  bitmap.close();
  for (const quality of QUALITIES) {
    const text = canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
    if (text.length > 0 && text.length <= MOST_OF_CLASS.thumb) return text;
  }
  return null;
}
