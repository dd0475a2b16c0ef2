/**
 * `npm run sbom`: what of others' is in the build, under which licences; whether all of it is pinned,
 * and signed as the registry says. The build writes the same as sbom.cdx.json and licenses.txt.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuild } from './lib/build.mjs';
import { inProjectRoot } from './lib/commandLine.mjs';
import { Failure, runCommand } from './lib/failure.mjs';
import { BOM_NAME, LICENCES_NAME } from './sbom/names.mjs';

/** What a free page may pass on as it is; anything else is to be looked at by a person first. */
const ALLOWED =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Public domain|Non-commercial use, with citation|\(?MIT OR Apache-2\.0\)?|MIT AND Apache-2\.0 AND CC-BY-4\.0 AND CC0-1\.0)$/;
const PATIENCE = 300_000;

await runCommand(async () => {
  inProjectRoot();
  const root = process.env.VALUESHIFT_DIST ?? (await ensureBuild());
  const { components } = JSON.parse(await readFile(join(root, BOM_NAME), 'utf8'));
  const rows = components.map((/** @type {Component} */ { name, version, licenses }) => ({
    name,
    version,
    licence: licenses[0]?.expression ?? licenses[0]?.license?.id ?? licenses[0]?.license?.name
  }));
  const wide = (/** @type {'name' | 'version'} */ key) =>
    Math.max(...rows.map((/** @type {Row} */ row) => row[key].length));
  for (const { name, version, licence } of rows)
    console.log(`${name.padEnd(wide('name'))}  ${version.padEnd(wide('version'))}  ${licence}`);
  console.log(
    `${rows.length} parts in ${join(root, BOM_NAME)}, their licences in ${join(root, LICENCES_NAME)}.`
  );
  const strange = rows.filter((/** @type {Row} */ { licence }) => !ALLOWED.test(licence));
  if (strange.length > 0)
    throw new Failure(
      `Not known as free to pass on: ${strange.map((/** @type {Row} */ { name }) => name).join(', ')}.`
    );
  signatures();
});

/** @typedef {{ name: string, version: string, licenses: { expression?: string, license?: { id?: string, name?: string } }[] }} Component */
/** @typedef {{ name: string, version: string, licence: string }} Row */

/** The registry's signatures of everything that is installed, where it answers. */
function signatures() {
  const { status, stdout, stderr } = spawnSync('npm', ['audit', 'signatures'], {
    encoding: 'utf8',
    timeout: PATIENCE
  });
  const said = `${stdout ?? ''}${stderr ?? ''}`;
  if (status === 0) console.log(`Signatures: ${said.trim().replaceAll('\n', ' ')}`);
  else if (/invalid|tampered/i.test(said))
    throw new Failure(`Signatures that do not fit:\n${said.trim()}`);
  else
    console.log(
      `Signatures were not checked: the registry did not tell them (${said.trim().split('\n')[0] || 'no answer'}).`
    );
}
