/**
 * The scripts that this app starts as workers, below its folder: its own, the service worker, and
 * the runtime's, which starts its threads from its own file.
 */
const BUILT =
  /^((assets|served)\/[\w.-]+\.worker-[\w-]+\.js|sw\.js|ort\/ort-wasm-simd-threaded(\.asyncify)?\.mjs)$/;
/** In development they are the sources, with what Vite wants to know about them. */
const SOURCES = /^(src\/[\w/]+\.worker\.ts|ort\/[\w.-]+\.mjs)(\?|$)/;

/** The part of the browser's Trusted Types that is used here; TypeScript's own library has none. */
interface TrustedTypes {
  readonly defaultPolicy: object | null;
  createPolicy(
    name: string,
    rules: {
      createScriptURL?: (url: string) => string | null;
      createHTML?: (html: string) => string;
    }
  ): { createHTML(html: string): string };
}

const known = new Map<string, string>();
/** Where this app's scripts lie: one folder, but for pages of tests, whose own lie apart. */
const folders = new Set<string>();

/**
 * The address of a script of this app, whole; null for any other, which the browser then refuses.
 * @param folder of the app, with a slash at its end
 * @param scripts what may be started, by its path below the folder
 */
export function ownScript(url: string, folder: string, scripts: RegExp): string | null {
  const whole = URL.canParse(url, folder) ? new URL(url, folder).href : '';
  return whole.startsWith(folder) && scripts.test(whole.slice(folder.length)) ? whole : null;
}

/**
 * From here on this page or worker starts no script but those of the app, whatever address it is
 * told: the policy demands Trusted Types (scripts/vite/headers.mjs), and this is the one rule by
 * which an address becomes one. Where the browser has no such thing, `worker-src 'self'` is left.
 * @param folder of the app, with a slash at its end; absent: the one from which this script comes
 */
export function trustOwnScripts(folder?: string): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return;
  folders.add(folder ?? appFolder());
  if (trustedTypes.defaultPolicy) return;
  const scripts = import.meta.env.DEV ? SOURCES : BUILT;
  trustedTypes.createPolicy('default', {
    createScriptURL: (url) =>
      [...folders].map((own) => ownScript(url, own, scripts)).find((found) => found !== null) ??
      null
  });
}

/** Chunks and workers lie in folders of the app's; in development, `src` is at the top. */
const appFolder = () =>
  import.meta.env.DEV
    ? `${location.origin}/`
    : import.meta.url.replace(/((assets|served)\/)?[^/]*$/, '');

/**
 * A page of our own for a frame, as markup that the browser takes: the rule of this name gives out
 * this one text and nothing else.
 * @param name as the policy lists it (scripts/vite/headers.mjs)
 */
export function trustedPage(name: string, html: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const page =
    known.get(name) ??
    trustedTypes?.createPolicy(name, { createHTML: () => html }).createHTML('') ??
    html;
  known.set(name, page);
  return page;
}
