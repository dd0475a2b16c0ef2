import { sha256 } from '../../core/digest.ts';
import type { BuildFile, BuildList } from '../list.ts';
import { serviceWorkerText } from '../workerText.ts';
import { CONTENT_TYPES } from './contentTypes.ts';

/** What the build says of itself for sticks, in the app's folder; it lists every file that is kept but itself. */
export const STICK_LIST = 'stick/list.json';
/** The service worker without its list, beside it. */
export const WORKER_CODE = 'stick/sw.js.txt';
/** The sums of all files of a stick but this one, as `sha256sum -c` and `shasum -c` read them. */
const SUMS = 'SHA256SUMS.txt';
/** Folder of the app on a stick. */
const APP = 'app/';

/** Name in the build (below `stick/`, with `.txt` behind it, so that no host or filter minds) -> places on the stick. */
const OWN_FILES: Readonly<Record<string, readonly string[]>> = {
  'START.html': ['START.html'],
  'PRINT.html': ['PRINT.html'],
  'start-windows.cmd': ['start-windows.cmd'],
  // A Mac opens the one by a double click; they are the same.
  'start.sh': ['start-mac.command', 'start-linux.sh'],
  'serve.mjs': ['servers/serve.mjs'],
  'serve.py': ['servers/serve.py'],
  'serve.pl': ['servers/serve.pl'],
  'serve.ps1': ['servers/serve.ps1']
};

/** A file of a stick: one of the app's as it is, or a text that is made for it. */
export interface StickFile {
  /** On the stick, with slashes. */
  path: string;
  sha256: string;
  bytes: number;
  /** Path in the app's folder where the bytes are; null: they are `text`. */
  from: string | null;
  text: string | null;
  /** A person starts it by a double click. */
  executable: boolean;
}

export interface StickOptions {
  withModel: boolean;
}

/** Can this copy of the app put its model on a stick? */
export function hasModel({ files }: Pick<BuildList, 'files'>): boolean {
  return files.some(({ part }) => part === 'model');
}

/** What lies at the top of a stick: what a person opens, and the sums. */
export const topOf = (files: readonly StickFile[]): StickFile[] =>
  files.filter(({ path }) => !path.includes('/'));

/**
 * All that a stick holds, in the order in which it is written: its top comes last, so that one which
 * was not finished has nothing to start. The command line and the page both write what this says, so
 * their sticks are the same to the byte.
 * @param list as `stick/list.json` has it
 * @param readText a file of the app as text, by its path
 */
export async function stickPlan(
  list: BuildList,
  readText: (path: string) => Promise<string>,
  { withModel }: StickOptions
): Promise<StickFile[]> {
  const { headers, pageHeaders } = list;
  const wanted = list.files.filter(
    ({ part }) => withModel || part === 'shell' || part === 'language'
  );
  const listing = await made(STICK_LIST, stickListText({ files: wanted, headers, pageHeaders }));
  const kept = sorted([...wanted, { ...entryOf(listing), part: 'shell' as const }]);
  const whole = { files: kept, headers, pageHeaders };
  const worker = await made('sw.js', serviceWorkerText(whole, await readText(WORKER_CODE)));
  const files = sorted([...kept.map(withoutPart), entryOf(worker)]);
  const format = 'valueshift-files-1';
  const listed = await made(
    'files.json',
    `${JSON.stringify({ format, headers, pageHeaders, files }, null, 1)}\n`
  );
  const app = [...wanted.map(copied), listing, worker, listed].map((file) => ({
    ...file,
    path: APP + file.path
  }));
  const table = {
    headers: { ...headers, 'Cache-Control': 'no-cache' },
    pageHeaders,
    types: CONTENT_TYPES,
    files: [...files.map(({ path }) => path), 'files.json'].sort()
  };
  const own = await Promise.all([
    ...ownFiles(wanted),
    made('servers/serve.json', `${JSON.stringify(table, null, 1)}\n`)
  ]);
  const all = sorted([...app, ...own]);
  const sums = all.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
  const inFolders = all.filter(({ path }) => path.includes('/'));
  return [...inFolders, ...topOf(all), await made(SUMS, sums)];
}

/** The text of `stick/list.json`: files by path, in one order. */
export function stickListText({ files, headers, pageHeaders }: BuildList): string {
  return `${JSON.stringify({ headers, pageHeaders, files: sorted(files) })}\n`;
}

function ownFiles(files: readonly BuildFile[]): StickFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return Object.entries(OWN_FILES).flatMap(([name, places]) => {
    const file = byPath.get(`stick/${name}.txt`);
    if (!file) return [];
    return places.map((path) => ({
      ...copied(file),
      path,
      executable: /\.(command|sh)$/.test(path)
    }));
  });
}

function copied({ path, sha256, bytes }: BuildFile): StickFile {
  return { path, sha256, bytes, from: path, text: null, executable: false };
}

async function made(path: string, text: string): Promise<StickFile> {
  const { length: bytes } = new TextEncoder().encode(text);
  return { path, sha256: await sha256(text), bytes, from: null, text, executable: false };
}

const entryOf = ({ path, sha256, bytes }: StickFile) => ({ path, sha256, bytes });
const withoutPart = ({ path, sha256, bytes }: BuildFile) => ({ path, sha256, bytes });

function sorted<File extends { path: string }>(files: readonly File[]): File[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
