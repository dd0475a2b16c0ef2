import { pageOf, type Page } from './pages.ts';

/** The page that the address names, followed as it changes. */
class Router {
  page: Page | null = $state.raw(pageOf(location.hash));

  constructor() {
    addEventListener('hashchange', () => {
      if (location.hash === '' || location.hash.startsWith('#/')) this.page = pageOf(location.hash);
    });
  }
}

export const router = new Router();
