import { expect, test } from 'vitest';
import { FOREIGN } from '../../formats/pictures/imageHeader.ts';
import { FORMAT_NAMES } from '../../formats/pictures/imageKinds.ts';
import { errorText } from '../i18n.ts';
import '../messages/intake.ts';

/** Letters that are spelled out with a vowel first ("an EM PEE four"), and words that begin with one. */
const AN = ['AVIF', 'HEIC', 'ICO', 'MP4', 'SVG'];
const kinds = [...Object.values(FORMAT_NAMES), ...FOREIGN.map(([, name]) => name), 'HEIC', 'MP4'];

test.each([...new Set(kinds)])('%s comes with its article', (format) => {
  const article = AN.includes(format) ? 'an' : 'a';
  const params = { name: 'x', format };
  const foreign = errorText({ code: 'picture-foreign-format', params });
  const garbled = errorText({ code: 'picture-garbled', params });
  expect(foreign).toContain(`is ${article} ${format} file,`);
  expect(garbled).toContain(`begins like ${article} ${format} picture,`);
});

test('a name that looks like a sentence of ours is only a name', () => {
  for (const name of ['$t(pictures.own) <b>.png', '$& $1', '$t(a']) {
    const text = errorText({ code: 'picture-garbled', params: { name, format: 'AVIF' } });
    expect(text).toContain(`“${name}” begins like an AVIF picture`);
  }
});
