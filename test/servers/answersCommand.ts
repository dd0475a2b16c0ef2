import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { writePng } from '../../src/formats/pictures/writePng.ts';
import { compileInto } from './compiled.mjs';

/** The modules that `npm run answers` loads, compiled once: it is started many times here. */
export async function compileCommand(folder: string): Promise<void> {
  const words = ['src/ui/messages/scripts.ts', 'src/ui/i18n.ts'];
  await compileInto(folder, ['src/run/served/command.ts', ...words]);
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/** scripts/answers.mjs in a process of its own. */
export function startAnswers(
  compiled: string,
  args: readonly string[],
  env: Record<string, string> = {}
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['scripts/answers.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INIT_CWD: process.cwd(), VALUESHIFT_COMPILED: compiled, ...env }
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ended = new Promise<Ended>((done) =>
    child.once('close', (code, signal) => done({ code, signal, output }))
  );
  return { child, ended };
}

/** A folder to ask: `study.json` with the choices, and pictures in folders of their countries. */
export async function writeFolder(
  folder: string,
  choices: object,
  pictures: Readonly<Record<string, readonly [number, number, number]>> = {}
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'study.json'), JSON.stringify(choices));
  for (const [path, colour] of Object.entries(pictures)) {
    const file = join(folder, path);
    await mkdir(resolve(file, '..'), { recursive: true });
    const rgb = Array.from({ length: 16 * 16 * 3 }, (_, k) => colour[k % 3] ?? 0);
    await writeFile(file, writePng({ rgb, width: 16, height: 16 }));
  }
  return folder;
}

/** The parts of a zip that hold what was answered, as text. */
export async function answersIn(zip: string): Promise<{ answers: string; gates: string }> {
  const parts = unzipSync(await readFile(zip));
  const text = (name: string) => new TextDecoder().decode(parts[name]);
  return { answers: text('answers.csv'), gates: text('gates.csv') };
}

interface JournalLine {
  key: string;
  prompt: string;
}

/** Whole lines of a journal but its head; none where it is not there. */
export async function journalledIn(path: string): Promise<JournalLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text.split('\n').slice(0, -1);
  return lines.slice(1).map((line) => JSON.parse(line) as JournalLine);
}
