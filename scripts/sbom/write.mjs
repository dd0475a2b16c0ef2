import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { billOfMaterials, licencesText } from './bom.mjs';
import { shippedData, shippedPackages } from './components.mjs';
import { BOM_NAME, LICENCES_NAME } from './names.mjs';

/**
 * Writes the bill of materials and the licences into a build; from the project's own folder.
 * @param {string} outDir
 * @param {Iterable<string>} folders of the packages that are in it
 */
export async function writeBill(outDir, folders) {
  const project = JSON.parse(await readFile('package.json', 'utf8'));
  const shipped = [...(await shippedPackages(folders)), ...(await shippedData())];
  const bill = billOfMaterials(project, shipped);
  await writeFile(join(outDir, BOM_NAME), `${JSON.stringify(bill, null, 1)}\n`);
  const notice = await readFile('NOTICE', 'utf8');
  await writeFile(join(outDir, LICENCES_NAME), licencesText(notice, shipped));
}
