export interface Size {
  width: number;
  height: number;
}

/** A picture in samples of 8 bits: row by row, red, green and blue of a pixel together. */
export interface Rgb extends Size {
  rgb: Uint8ClampedArray;
}

/**
 * A picture that is read a few rows at a time: of a large photograph the samples need not all be
 * there at once.
 */
export interface PictureRows extends Size {
  /** @returns RGB samples of `count` whole rows from row `top` on */
  rows(top: number, count: number): Uint8ClampedArray;
}

export function rowsOf({ rgb, width, height }: Rgb): PictureRows {
  const line = width * 3;
  return { width, height, rows: (top, count) => rgb.subarray(top * line, (top + count) * line) };
}

/** A part of a picture, in pixels from its upper left corner. */
export interface Area extends Size {
  left: number;
  top: number;
}

/** A square part among others of its size. */
export interface Tile extends Area {
  row: number;
  column: number;
}

/** The tiles that make up a picture, row by row; both of its edges are multiples of theirs. */
export function tilesOf({ width, height }: Size, edge: number): Tile[] {
  const columns = width / edge;
  return Array.from({ length: columns * (height / edge) }, (_, at) => ({
    row: Math.floor(at / columns),
    column: at % columns,
    left: (at % columns) * edge,
    top: Math.floor(at / columns) * edge,
    width: edge,
    height: edge
  }));
}

/** The part of a picture; it must lie inside. */
export function cutOut({ rgb, width }: Rgb, part: Area): Rgb {
  const cut = new Uint8ClampedArray(part.width * part.height * 3);
  for (let row = 0; row < part.height; row++) {
    const from = ((part.top + row) * width + part.left) * 3;
    cut.set(rgb.subarray(from, from + part.width * 3), row * part.width * 3);
  }
  return { rgb: cut, width: part.width, height: part.height };
}
