import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { languageParts } from './scripts/vite/languageParts.ts';

export default defineConfig({
  // State classes (*.svelte.ts) hold runes; they are compiled for tests as for the page.
  plugins: [svelte(), languageParts(import.meta.dirname)],
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/messages.ts'],
    environment: 'node',
    // A bound against hanging, not a demand on speed: CI's two cores may be busy.
    testTimeout: 60_000
  }
});
