/** @typedef {import('./components.mjs').Shipped} Shipped */

/**
 * A bill of materials as CycloneDX 1.6 has it. No date and no serial number: the same sources give
 * the same bytes, so that builds can be compared.
 * @param {{ name: string, version: string, license: string, description: string }} project
 * @param {readonly Shipped[]} shipped
 */
export function billOfMaterials(project, shipped) {
  const self = `pkg:npm/${project.name}@${project.version}`;
  const components = shipped.map(component);
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: project.name,
        version: project.version,
        description: project.description,
        licenses: [{ license: { id: project.license } }],
        purl: self
      }
    },
    components,
    dependencies: [{ ref: self, dependsOn: components.map((each) => each['bom-ref']) }]
  };
}

/** @param {Shipped} shipped */
function component({ type, name, version, licence, integrity, sha256, description }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const hash = integrity?.startsWith('sha512-')
    ? { alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }
    : sha256 && { alg: 'SHA-256', content: sha256 };
  return {
    type,
    'bom-ref': type === 'library' ? purl : name.replaceAll(' ', '-'),
    name,
    version,
    ...(description && { description }),
    ...(hash && { hashes: [hash] }),
    licenses: [licenceChoice(licence)],
    ...(type === 'library' && { purl })
  };
}

/** @param {string} licence an SPDX identifier, an expression of several, or words */
function licenceChoice(licence) {
  if (/ (AND|OR|WITH) /.test(licence)) return { expression: licence };
  return /^[\w.+-]+$/.test(licence) ? { license: { id: licence } } : { license: { name: licence } };
}

/**
 * All licences in one file, for those who pass the app on.
 * @param {string} notice the project's own
 * @param {readonly Shipped[]} shipped
 * @returns {string}
 */
export function licencesText(notice, shipped) {
  const line = '-'.repeat(80);
  return [
    notice.trim(),
    ...shipped.map(
      ({ name, version, licence, text }) =>
        `${line}\n${name} ${version} (${licence})\n\n${text.trim()}`
    ),
    ''
  ].join('\n\n');
}
