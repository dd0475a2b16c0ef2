/** In the build's folder: what of others' is in it, and their licences. */
export const BOM_NAME = 'sbom.cdx.json';
export const LICENCES_NAME = 'licenses.txt';
