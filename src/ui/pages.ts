import type { Component } from 'svelte';
import type { MessageKey } from './i18n.ts';

export interface Page {
  /** First part of the hash path: `lab` for `#/lab`. */
  path: string;
  title: MessageKey;
  /** Stands under “More”, not in the bar. */
  more?: true;
  load: () => Promise<{ default: Component }>;
}

/** One line a page. The first is where `#` leads. */
export const PAGES: readonly Page[] = [
  { path: 'lab', title: 'nav.lab', load: () => import('./lab/LabPage.svelte') },
  { path: 'explore', title: 'nav.explore', load: () => import('./explore/ExplorePage.svelte') },
  { path: 'study', title: 'nav.study', load: () => import('./study/StudyPage.svelte') },
  {
    path: 'yourself',
    title: 'nav.yourself',
    more: true,
    load: () => import('./yourself/YourselfPage.svelte')
  },
  {
    path: 'models',
    title: 'nav.models',
    more: true,
    load: () => import('./models/ModelsPage.svelte')
  },
  {
    path: 'data',
    title: 'nav.data',
    more: true,
    load: () => import('./data/DataPage.svelte')
  },
  {
    path: 'bench',
    title: 'nav.bench',
    more: true,
    load: () => import('./bench/BenchPage.svelte')
  },
  {
    path: 'story',
    title: 'nav.story',
    more: true,
    load: () => import('./stage/StoryPage.svelte')
  },
  {
    path: 'lessons',
    title: 'nav.lessons',
    more: true,
    load: () => import('./lessons/LessonsPage.svelte')
  },
  { path: 'class', title: 'nav.class', more: true, load: () => import('./class/ClassPage.svelte') },
  {
    path: 'stick',
    title: 'nav.stick',
    more: true,
    load: () => import('./stick/StickPage.svelte')
  },
  {
    path: 'glossary',
    title: 'nav.glossary',
    more: true,
    load: () => import('./glossary/GlossaryPage.svelte')
  },
  {
    path: 'about',
    title: 'nav.about',
    more: true,
    load: () => import('./about/AboutPage.svelte')
  }
];

/** The page that a hash names: null where there is none; in-page anchors are not routes. */
export function pageOf(hash: string): Page | null {
  const path = hash.startsWith('#/') ? (hash.slice(2).split(/[/?]/)[0] ?? '') : '';
  if (path === '') return PAGES[0] ?? null;
  return PAGES.find((page) => page.path === path) ?? null;
}
