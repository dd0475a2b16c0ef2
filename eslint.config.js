import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { noCircles } from './scripts/lint/noCircles.mjs';
import svelteConfig from './svelte.config.js';

// Arrows point one way:
// automation -> ui -> run -> servers -> (engine, survey) -> formats -> store -> workers -> core -> nothing.
const layers = [
  'core',
  'workers',
  'store',
  'formats',
  'survey',
  'engine',
  'servers',
  'sw',
  'run',
  'ui',
  'automation'
];
/** @type {Record<string, string[]>} */
const mayImport = {
  core: [],
  workers: ['core'],
  store: ['workers', 'core'],
  formats: ['store', 'workers', 'core'],
  survey: ['formats', 'workers', 'core'],
  engine: ['formats', 'workers', 'core'],
  // Of the engine the types alone: a server is asked as the engine is.
  servers: ['engine', 'core'],
  sw: ['engine', 'core'],
  run: ['servers', 'engine', 'formats', 'store', 'survey', 'workers', 'core'],
  ui: ['sw', 'run', 'servers', 'engine', 'formats', 'store', 'survey', 'workers', 'core']
};

/**
 * A folder below `src` may carry a layer's name as well (`core/survey`), so what counts is where an
 * import arrives: as many folders up as the file lies deep.
 */
/** @type {import('eslint').Linter.Config[]} */
const arrows = Object.entries(mayImport).flatMap(([layer, allowed]) => {
  const forbidden = layers.filter((other) => other !== layer && !allowed.includes(other));
  return [0, 1, 2, 3].map((depth) => ({
    files: [`src/${layer}/${'*/'.repeat(depth)}*.{ts,svelte}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./){${depth + 1}}(${forbidden.join('|')})/`,
              message: `src/${layer} may import only: ${[layer, ...allowed].join(', ')}.`
            }
          ]
        }
      ]
    }
  }));
});

/**
 * `ui` draws and asks: of the chapters that hold formulas it may call only the files that say what
 * may be said or shown, and the plain data beside them. Types are free, and tests may compute.
 */
const rulesForUi = {
  answers: ['letterReport'],
  inference: ['evidence', 'specificityPower'],
  measures: ['controls', 'metrics', 'movement'],
  study: [
    'sentences/\\w+',
    'tables/\\w+',
    'plan/\\w+',
    'multiverse/(curve|specifications)',
    'countsInMeans',
    'gateMethod',
    'paperRules',
    'participants',
    'pictureGate',
    'plannedCost',
    'pocketModel',
    'presets',
    'studyCues',
    'studyFrame',
    'studyTypes',
    'systemChoice',
    'withPictures',
    'wordsOnly'
  ]
};
/** @type {import('eslint').Linter.Config} */
const noFormulaInUi = {
  files: ['src/ui/**/*.{ts,svelte}'],
  ignores: ['**/*.test.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: Object.entries(rulesForUi).map(([chapter, files]) => ({
          regex: `/core/${chapter}/(?!(${files.join('|')})\\.ts$)`,
          allowTypeImports: true,
          message: `ui imports no formula. Rules of core/${chapter}: ${files.join(', ')}.`
        }))
      }
    ]
  }
};

export default defineConfig(
  { ignores: ['dist/', '.cache/', 'models/', 'node_modules/', 'public/', 'test/output/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node, ...globals.worker } },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }]
    }
  },
  {
    // What a person reads at once; test/house counts how many have more than 200.
    files: ['src/**'],
    ignores: ['**/*.test.ts', '**/fixtures/**'],
    rules: { 'max-lines': ['error', 300] }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig }
    }
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    plugins: { house: { rules: { 'no-circles': noCircles } } },
    rules: { 'house/no-circles': 'error' }
  },
  ...arrows,
  noFormulaInUi
);
