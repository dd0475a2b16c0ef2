import { beforeAll, describe, expect, it } from 'vitest';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { loadSurvey } from '../../../survey/dataset.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { FolderFile } from '../../../engine/files/folderFile.ts';
import { readFolder } from './readFolder.ts';
import { sha256 } from '../../../core/digest.ts';

let survey: SurveyDataset;
beforeAll(async () => {
  survey = await loadSurvey();
});

async function takePicture(file: File): Promise<{ picture: StoredPicture }> {
  const id = await sha256(await file.arrayBuffer());
  const { name, type } = file;
  return { picture: { id, name, type, width: 1, height: 1, file, addedAt: 0 } };
}

const file = (path: string, content = path): FolderFile => ({
  path,
  file: new File([content], path.slice(path.lastIndexOf('/') + 1))
});
const read = (files: FolderFile[]) => readFolder(files, { survey, takePicture });

describe('a folder with pictures.csv', () => {
  it('gives every listed picture what its line says', async () => {
    const table = [
      '\uFEFFfile,country,category,income (USD a month),licence,source,Caption',
      'a.png,Brazil,Food,,CC0-1.0,"here, there","rice,\nand beans"',
      '"in\\b.png",KOR,people,"1,250.50",,,'
    ].join('\r\n');
    const { pictures, problems, ignored } = await read([
      file('mine/a.png'),
      file('mine/in/b.png'),
      file('mine/notes.txt'),
      file('mine/pictures.csv', table)
    ]);
    expect(problems).toEqual([]);
    expect(ignored).toEqual(['mine/notes.txt']);
    expect(pictures.map(({ meta }) => ({ ...meta, id: undefined }))).toEqual([
      {
        name: 'a.png',
        country: 'BRA',
        category: 'food',
        incomeUsdPerMonth: null,
        licence: 'CC0-1.0',
        source: 'here, there',
        caption: 'rice, and beans',
        included: 'gate'
      },
      {
        name: 'b.png',
        country: 'KOR',
        category: 'people',
        incomeUsdPerMonth: 1250.5,
        licence: null,
        source: null,
        caption: null,
        included: 'gate'
      }
    ]);
  });

  it('tells all problems by line and takes nothing', async () => {
    const table = [
      'file;country;category;income',
      'a.png;Atlantis;food;',
      'b.png;BRA;soup;',
      'gone.png;BRA;;',
      'c.png;BRA;people;-3',
      'c.png;BRA;people;3',
      'twin.png;BRA;;',
      'good.png;BRA;;'
    ].join('\n');
    const { pictures, problems } = await read([
      ...['a', 'b', 'c', 'good'].map((name) => file(`mine/${name}.png`)),
      file('mine/twin.png', 'mine/a.png'),
      file('mine/pictures.csv', table)
    ]);
    expect(pictures).toEqual([]);
    expect(problems.map(({ line, error }) => [line, error.code])).toEqual([
      [2, 'study-line-country'],
      [3, 'study-line-category'],
      [4, 'study-line-file-missing'],
      [5, 'study-line-income'],
      [6, 'study-line-listed-twice'],
      [7, 'study-picture-twice']
    ]);
  });

  it('needs its two columns', async () => {
    const { problems } = await read([file('pictures.csv', 'file,land\na.png,BRA'), file('a.png')]);
    expect(problems[0]?.error).toMatchObject({
      code: 'study-folder-columns',
      params: { missing: 'country' }
    });
  });
});

describe('a folder without a table', () => {
  it.each(['mine/Brazil/food/a.png', 'Brazil/food/a.png', 'my/own/bra/food/a.png'])(
    'reads country and category from %s',
    async (path) => {
      const { pictures, problems } = await read([file(path)]);
      expect(problems).toEqual([]);
      expect(pictures[0]?.meta).toMatchObject({ country: 'BRA', category: 'food' });
    }
  );

  it('says which file has no country, and what is empty', async () => {
    const { problems } = await read([file('mine/Atlantis/a.png')]);
    expect(problems[0]?.error).toMatchObject({
      code: 'study-line-country',
      params: { country: 'Atlantis', file: 'mine/Atlantis/a.png' }
    });
    const empty = await read([file('mine/notes.txt')]);
    expect(empty.problems[0]?.error.code).toBe('study-folder-empty');
  });
});
