import { mount } from 'svelte';
import DownloadPage from './ui/models/download/DownloadPage.svelte';
import './ui/styles/tokens.css';
import './ui/styles/base.css';
import './ui/styles/controls.css';
import './ui/styles/start.css';
import { language } from './ui/language.svelte.ts';
import { theme } from './ui/theme.svelte.ts';

// The one page that may ask the model hub (docs/adr/006): its own policy says so.
theme.apply();
const target = document.getElementById('app');
void language.start().then(async () => {
  await language.whole;
  if (target) mount(DownloadPage, { target });
  document.getElementById('not-started')?.remove();
});
