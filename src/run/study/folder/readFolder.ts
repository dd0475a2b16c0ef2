import { AppError } from '../../../core/errors.ts';
import type { StudyPicture } from '../../../core/study/studyTypes.ts';
import { PICTURE_CATEGORIES } from '../../../core/prompts/categories.ts';
import type { PictureCategory } from '../../../core/prompts/types.ts';
import type { StoredPicture } from '../../../store/storeApi.ts';
import { CountryIndex, plainName } from '../../../survey/import/countryNames.ts';
import type { SurveyDataset } from '../../../survey/types.ts';
import type { FolderFile } from '../../../engine/files/folderFile.ts';
import type { FolderProblem, FolderResult } from '../studyApi.ts';
import { rowsOfFolders, rowsOfTable, TABLE, type PictureLine } from './rows.ts';

export interface FolderServices {
  survey: SurveyDataset;
  /** Checks a picture and names it by its bytes; rejects with `picture-...`. */
  takePicture: (file: File) => Promise<{ picture: StoredPicture }>;
  onProgress?: (done: number, total: number) => void;
}

const PICTURE_FILE = /\.(png|jpe?g|gif|webp|avif|bmp|svg|tiff?|heic|heif)$/i;

/**
 * Pictures of a folder, described by its `pictures.csv` or by its folders' names. All problems are
 * told at once, and where there is one, nothing is taken.
 */
export async function readFolder(
  files: readonly FolderFile[],
  services: FolderServices
): Promise<FolderResult> {
  const countries = new CountryIndex(services.survey.countries);
  const { rows, problems, ignored } = await rowsOf(files, countries);
  const described = rows.map((row) => describe(row, services.survey, countries, problems));
  const pictures: { meta: StudyPicture; stored: StoredPicture }[] = [];
  const seen = new Map<string, string>();
  for (const [index, { line, file }] of rows.entries()) {
    services.onProgress?.(index, rows.length);
    try {
      const { picture: stored } = await services.takePicture(file.file);
      const other = seen.get(stored.id);
      if (other) throw new AppError('study-picture-twice', { file: file.path, other });
      seen.set(stored.id, file.path);
      const meta = described[index];
      if (meta) pictures.push({ meta: { ...meta, id: stored.id, name: stored.name }, stored });
    } catch (thrown) {
      problems.push({ line, error: AppError.from(thrown) });
    }
  }
  services.onProgress?.(rows.length, rows.length);
  if (rows.length === 0 && problems.length === 0) {
    problems.push({ line: null, error: new AppError('study-folder-empty') });
  }
  problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { pictures: problems.length > 0 ? [] : pictures, problems, ignored };
}

async function rowsOf(
  files: readonly FolderFile[],
  countries: CountryIndex
): Promise<{ rows: PictureLine[]; problems: FolderProblem[]; ignored: string[] }> {
  const [table] = files
    .filter(({ path }) => nameOf(path).toLowerCase() === TABLE)
    .sort((a, b) => a.path.length - b.path.length);
  if (!table) {
    const pictures = files.filter(({ path }) => PICTURE_FILE.test(path));
    const ignored = files.filter((file) => !pictures.includes(file)).map(({ path }) => path);
    // Two letters name too much else: "my" pictures are not from Malaysia.
    const isCountry = (name: string) => name.length > 2 && countries.find(name) !== null;
    const rows = rowsOfFolders(pictures, isCountry);
    return { rows, problems: [], ignored };
  }
  const folder = table.path.split('/').slice(0, -1).join('/');
  const byPath = new Map(files.map((file) => [file.path, file]));
  const { rows, problems } = rowsOfTable(await table.file.text(), folder, byPath);
  const used = new Set<FolderFile>([table, ...rows.map(({ file }) => file)]);
  const ignored = files.filter((file) => !used.has(file)).map(({ path }) => path);
  return { rows, problems, ignored };
}

/** What is known of a picture before it is looked at; null where something is wrong with it. */
function describe(
  row: PictureLine,
  survey: SurveyDataset,
  countries: CountryIndex,
  problems: FolderProblem[]
): Omit<StudyPicture, 'id' | 'name'> | null {
  const before = problems.length;
  const file = row.file.path;
  const problem = (code: string, params: Record<string, string>) =>
    problems.push({ line: row.line, error: new AppError(code, { file, ...params }) });
  const country = countries.find(row.country);
  if (!country || !survey.country(country)) {
    problem('study-line-country', { country: row.country });
  }
  const category = categoryOf(row.category);
  if (category === undefined) {
    const known = PICTURE_CATEGORIES.join(', ');
    problem('study-line-category', { category: row.category, known });
  }
  const income = incomeOf(row.income);
  if (income === undefined) problem('study-line-income', { income: row.income });
  if (problems.length > before || !country) return null;
  return {
    country,
    category: category ?? null,
    incomeUsdPerMonth: income ?? null,
    licence: row.licence || null,
    source: row.source || null,
    // In a prompt it is one line.
    caption: row.caption.replaceAll(/\s+/g, ' ') || null,
    included: 'gate'
  };
}

/** Null where none is named, undefined where the name is unknown. */
function categoryOf(text: string): PictureCategory | null | undefined {
  if (text === '') return null;
  return PICTURE_CATEGORIES.find((category) => plainName(category) === plainName(text));
}

/** `1250`, `1,250.50`, `$1250`: null where none is given, undefined for anything else. */
function incomeOf(text: string): number | null | undefined {
  if (text === '') return null;
  const plain = text.replace(/^(\$|USD|US\$)\s*/i, '').replace(/\s*USD$/i, '');
  if (!/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain)) return undefined;
  const value = Number(plain.replaceAll(',', ''));
  return value > 0 ? value : undefined;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
