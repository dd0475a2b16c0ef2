import { mount } from 'svelte';
import App from './ui/App.svelte';
import { offline } from './ui/offline/offlineState.svelte.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/table.css';
import './ui/styles/start.css';
import './ui/styles/print.css';
import { language } from './ui/language.svelte.ts';
import { theme } from './ui/theme.svelte.ts';

theme.apply();
const target = document.getElementById('app');
void language.start().then(() => {
  if (target) mount(App, { target });
  document.getElementById('not-started')?.remove();
});
// In development every file is new with every change.
if (import.meta.env.PROD) void offline.start();
