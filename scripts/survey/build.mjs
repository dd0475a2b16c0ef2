import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { checkSources } from './check.mjs';
import { compile } from './compile.mjs';
import { withHandCheck } from './handCheck.mjs';
import { readSources } from './read.mjs';

// npm run survey:build: sources (figures, wording) in, the app's two compact files and
// the hand-check list of docs/survey.md out.
const sources = readSources();
const problems = checkSources(sources);
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n${problems.length} problems; nothing was written.`);
  process.exit(1);
}
for (const [name, text] of Object.entries(compile(sources))) {
  writeFileSync(new URL(`../../src/survey/data/${name}.json`, import.meta.url), text);
  console.log(`${name}.json: ${text.length} bytes, ${gzipSync(text).length} compressed`);
}

const page = new URL('../../docs/survey.md', import.meta.url);
writeFileSync(page, withHandCheck(readFileSync(page, 'utf8'), sources));
