import type { CardPicture } from './cardContent.ts';
import type { CardOp } from './cardOps.ts';

const GAP = 14;
/** What a letter takes beside its picture. */
const LETTER = 34;
/** More than this stand in two columns. */
const ONE_COLUMN = 3;

interface Room {
  x: number;
  width: number;
  top: number;
  bottom: number;
}

/** The pictures in their column, each whole and as large as its place allows. */
export function placePictures(pictures: readonly CardPicture[], room: Room): CardOp[] {
  const columns = pictures.length > ONE_COLUMN ? 2 : 1;
  const rows = Math.ceil(pictures.length / columns);
  const cell = {
    width: (room.width - GAP * (columns - 1)) / columns,
    height: (room.bottom - room.top - GAP * (rows - 1)) / rows
  };
  return pictures.flatMap(({ letter, ...size }, index): CardOp[] => {
    const left = room.x + (index % columns) * (cell.width + GAP);
    const top = room.top + Math.floor(index / columns) * (cell.height + GAP);
    const beside = letter === null ? 0 : LETTER;
    const scale = Math.min((cell.width - beside) / size.width, cell.height / size.height);
    const width = size.width * scale;
    const height = size.height * scale;
    const y = top + (cell.height - height) / 2;
    const picture: CardOp = { kind: 'picture', index, x: left + beside, y, width, height };
    if (letter === null) return [picture];
    const font = { size: 26, family: 'sans', bold: true } as const;
    const middle = { x: left, y: top + cell.height / 2 + 9, align: 'left' } as const;
    return [picture, { kind: 'text', text: letter, font, colour: 'picture', ...middle }];
  });
}
