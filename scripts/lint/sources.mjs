/** The production files below `src` as text, imports and exports, for lint and the tests of the house. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/**
 * @typedef {object} Source
 * @property {number} lines
 * @property {string[]} imports files below `src` that it imports, of types too, loads later or
 *   starts as a worker
 * @property {string[]} exports names that it exports itself; a component's is its file's
 */

const isProduction = (/** @type {string} */ path) =>
  /\.(ts|svelte|css)$/.test(path) && !/\.test\.ts$|(^|\/)fixtures(\/|\.ts$)/.test(path);

/**
 * Every production file by its path from the root (`src/…`).
 * @returns {Map<string, Source>}
 */
export function readSources() {
  const paths = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => join('src', path.replaceAll('\\', '/')))
    .filter(isProduction)
    .sort();
  const known = new Set(paths);
  return new Map(
    paths.map((path) => {
      const text = readFileSync(path, 'utf8');
      const imports = specifiersIn(path, text)
        .map((name) => join(dirname(path), name))
        .filter((target) => known.has(target));
      return [
        path,
        { lines: text.split('\n').length - 1, imports, exports: exportsIn(path, text) }
      ];
    })
  );
}

/**
 * Relative module names that a file refers to, in any way TypeScript or Vite knows.
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function specifiersIn(path, text) {
  const script = scriptOf(path, text);
  const imported = ts.preProcessFile(script, true, true).importedFiles.map((file) => file.fileName);
  const started = [...script.matchAll(/new URL\(\s*'([^']+)',\s*import\.meta\.url/g)];
  const all = [...imported, ...started.map((match) => /** @type {string} */ (match[1]))];
  return [...new Set(all.filter((name) => name.startsWith('.')))];
}

/**
 * Names that a file exports itself: what it passes on from another file is not its own.
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function exportsIn(path, text) {
  const names = ts
    .createSourceFile(path, scriptOf(path, text), ts.ScriptTarget.Latest)
    .statements.flatMap((statement) => {
      if (ts.isExportDeclaration(statement)) {
        const list = statement.moduleSpecifier ? undefined : statement.exportClause;
        return list && ts.isNamedExports(list) ? list.elements.map(({ name }) => name.text) : [];
      }
      if (!ts.canHaveModifiers(statement)) return [];
      const kinds = ts.getModifiers(statement)?.map(({ kind }) => kind) ?? [];
      if (!kinds.includes(ts.SyntaxKind.ExportKeyword)) return [];
      if (!ts.isVariableStatement(statement)) return namesOf(statement);
      return statement.declarationList.declarations.flatMap(namesOf);
    });
  const component = /(\w+)\.svelte$/.exec(path)?.[1];
  return component ? [component, ...names] : names;
}

/** @param {ts.Node & { name?: ts.Node }} node */
const namesOf = ({ name }) => (name && ts.isIdentifier(name) ? [name.text] : []);

/**
 * What of a file is TypeScript: of a component its scripts.
 * @param {string} path
 * @param {string} text
 */
function scriptOf(path, text) {
  if (path.endsWith('.css')) return '';
  if (!path.endsWith('.svelte')) return text;
  return [...text.matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map((match) => match[1]).join('\n');
}
