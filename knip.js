/**
 * Unused files, exports and packages; `npm test` runs it over everything and once more with
 * `--production`, where entries and files marked `!` count alone: what only tests use is found.
 * A type that its own file uses may be exported, as part of a public function's face. A function
 * that its own file uses may be exported for its tests, so the production run passes it.
 * @param {{ production?: boolean }} options
 */
export default ({ production }) => ({
  entry: [
    'src/{main,download,automation/main,sw/sw}.ts!',
    'src/**/*.worker.ts!',
    // Found by their folder (adapters/index.ts).
    'src/engine/adapters/types/*.ts!',
    // Scripts import these by path (scripts/importTs.mjs).
    'src/formats/statsRequests.ts!',
    'src/automation/words/{answerLines,packWords,wordsQuestions,wordsZip}.ts!',
    'src/run/elsewhere/{pictureFiles,promptLines,takeTable}.ts!',
    'src/run/served/{command,paperCost,studyInNode}.ts!',
    'test/inference/falsePositives.ts!',
    'test/study/everyKind.ts',
    'scripts/*.mjs!',
    'scripts/{pictures,seen,shipped,study,survey}/{build,example,firstRow,measure,words}.mjs!',
    ...(production ? ['scripts/real/check.mjs!', 'scripts/servers/{bench,parity}.mjs!'] : []),
    // Scripts import it by path.
    'scripts/servers/asking.ts!',
    'scripts/vite/*.ts!',
    // The build takes its texts.
    'scripts/stick/folder/*.mjs!',
    'scripts/lint/noCircles.mjs!',
    'scripts/**/*.test.ts',
    'test/browser/*.test.mjs',
    'test/browser/{engine,study,processor,workers,kills}-page/page.ts',
    'scripts/twins/page/{page,tap,torchvision}.ts!'
  ],
  project: [
    'src/**/*.{ts,svelte}!',
    '!src/**/{*.test.ts,fixtures.ts,fixtures/**}!',
    'scripts/**/*.{mjs,ts}!',
    '!scripts/**/*.test.ts!',
    'test/**/*.{mjs,ts}'
  ],
  ignoreExportsUsedInFile: production || { interface: true, type: true },
  // It comes with transformers.js, whose runtime the twins' page listens at.
  ignoreDependencies: ['onnxruntime-web'],
  ignoreBinaries: ['apt-get', 'pdftoppm', 'rsvg-convert']
});
