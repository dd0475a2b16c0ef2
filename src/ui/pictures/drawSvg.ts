/** Longest side in pixels; twice what the vision towers look at. */
const SIDE = 512;

/**
 * An SVG as a PNG on white. Drawn through an image element, where SVG is inert (no script runs, no
 * address is fetched) and which, other than `createImageBitmap`, every browser lets draw it.
 * Rejects where the browser cannot draw it or refuses to give back the pixels.
 */
export async function drawSvg(
  svg: Blob,
  size: { width: number | null; height: number | null }
): Promise<Blob> {
  const image = new Image();
  // A data address: browsers give back no pixels of a blob's SVG that holds foreign objects.
  image.src = await dataAddress(svg);
  await image.decode();
  const [width, height] = fitted(
    size.width ?? (image.naturalWidth || SIDE),
    size.height ?? (image.naturalHeight || SIDE)
  );
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((png) => (png ? resolve(png) : reject(new Error('no pixels'))), 'image/png');
  });
}

function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.readAsDataURL(blob);
  });
}

function fitted(width: number, height: number): [number, number] {
  const scale = SIDE / Math.max(width, height);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}
