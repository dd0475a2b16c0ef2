/** What the page may do: nothing but its own files, from its own origin, and little of that at first. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createServer, preview } from 'vite';
import { test } from './harness.mjs';
import { askButton, choose, openForm } from './labForm.mjs';

const dist = process.env.VALUESHIFT_DIST ?? 'dist';
const SHELL_LIMIT = 150 * 1024;
/** Loaded later and apart: the engine and its model, the survey's figures. */
const NOT_SHELL = /(worker|survey|figures|canaries)-[\w-]+\.js$/;

/** What the page for downloads may ask besides: the model hub. */
const WITH_HUB = "'self' https://huggingface.co https://*.huggingface.co https://*.hf.co";

/** What the worker for servers on this computer may ask: those alone. */
const LOOPBACK = 'http://127.0.0.1:* http://localhost:*';

/**
 * @param {string | undefined} policy
 * @param {string} [sources] what may be asked
 */
function assertStrict(policy, sources = "'self'") {
  const directives = new Map(
    (policy ?? '').split('; ').map((line) => {
      const [name = '', ...sources] = line.split(' ');
      return [name, sources.join(' ')];
    })
  );
  assert.equal(directives.get('default-src'), "'none'");
  // Inline, the script alone that draws pictures in a frame of its own, and in pages the import map.
  assert.match(
    directives.get('script-src') ?? '',
    /^'self' 'wasm-unsafe-eval'( 'sha256-[\w+/]{43}='){1,2}$/
  );
  assert.equal(directives.get('require-trusted-types-for'), "'script'");
  assert.equal(directives.get('trusted-types'), 'default svelte-trusted-html drawing-frame');
  assert.equal(directives.get('worker-src'), "'self'");
  assert.equal(directives.get('connect-src'), sources);
  return directives;
}

/**
 * Opens the Lab on another server than the harness's.
 * @param {import('playwright-core').BrowserContext} context
 * @param {string | undefined} url
 */
async function openOn(context, url) {
  assert.ok(url);
  const page = await context.newPage();
  /** @type {string[]} */
  const foreign = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) {
      foreign.push(request.url());
    }
  });
  const response = await page.goto(url);
  await page.locator('h1').first().waitFor();
  assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  assert.equal(
    await page.locator('script:not([src]):not([type=importmap])').count(),
    0,
    'inline scripts'
  );
  assert.deepEqual(foreign, []);
  await page.close();
  return response?.headers() ?? {};
}

test('the dev server sends the strict policy, and the page lives with it', async ({
  context,
  allowForeign
}) => {
  const cacheDir = await mkdtemp(join(tmpdir(), 'valueshift-vite-'));
  const server = await createServer({ cacheDir, logLevel: 'error', server: { port: 5247 } });
  try {
    await server.listen();
    const url = server.resolvedUrls?.local[0];
    allowForeign(url ?? '');
    assertStrict((await openOn(context, url))['content-security-policy']);
  } finally {
    await server.close();
    // Vite may still be writing what it prepared: try again instead of failing over a folder.
    await rm(cacheDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});

test('the preview server sends the strict policy, styles included', async ({
  context,
  allowForeign
}) => {
  const server = await preview({
    build: { outDir: dist },
    logLevel: 'error',
    preview: { port: 5248 }
  });
  try {
    const url = server.resolvedUrls?.local[0];
    allowForeign(url ?? '');
    const headers = await openOn(context, url);
    assert.equal(assertStrict(headers['content-security-policy']).get('style-src'), "'self'");
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
    const download = (await fetch(new URL('download.html', url))).headers;
    assertStrict(download.get('content-security-policy') ?? undefined, WITH_HUB);
  } finally {
    await server.close();
  }
});

test('the build carries the policy in every page and for hosts that read _headers', async () => {
  const pages = (await readdir(dist)).filter((name) => name.endsWith('.html'));
  assert.deepEqual(pages.sort(), ['automation.html', 'download.html', 'index.html']);
  for (const page of pages) {
    const html = await readFile(join(dist, page), 'utf8');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
    const sources = page === 'download.html' ? WITH_HUB : undefined;
    assertStrict(policy?.replaceAll('&#39;', "'"), sources);
    for (const [tag] of html.matchAll(/<script[^>]*>/g))
      assert.match(tag, / src=.* integrity="sha256-|^<script type="importmap">$/);
    for (const [tag] of html.matchAll(/<link rel="(modulepreload|stylesheet)"[^>]*>/g))
      assert.match(tag, / integrity="sha256-/);
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=/);
  }
  const lines = (await readFile(join(dist, '_headers'), 'utf8')).split('\n');
  const ownSources = new Map([
    ['/download.html', WITH_HUB],
    ['/download', WITH_HUB],
    ['/served/*', LOOPBACK]
  ]);
  const policies = lines.flatMap((line, at) =>
    line.includes('Content-Security-Policy')
      ? [[lines[at - 1], line.slice(line.indexOf(': ') + 2)]]
      : []
  );
  assert.ok(policies.some(([path]) => path === '/assets/*'));
  for (const [path, policy] of policies) {
    assertStrict(policy, ownSources.get(path ?? ''));
  }
  for (const path of ownSources.keys())
    assert.ok(
      policies.some(([other]) => other === path),
      path
    );
});

test('markup, scripts and their addresses never come from text, nor anything from other origins', async ({
  openApp,
  allowError
}) => {
  allowError(/Content Security Policy|Refused to|requires 'Trusted|Trusted ?Type/);
  const page = await openApp();
  await page.locator('h1').first().waitFor();
  const fates = await page.evaluate(() => {
    const text = 'document.documentElement.dataset.ran = "yes"';
    const blob = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const script = () => document.head.appendChild(document.createElement('script'));
    /** @type {Record<string, () => unknown>} */
    const tries = {
      markup: () => (document.body.innerHTML = `<img src=x onerror='${text}'>`),
      parsed: () => new DOMParser().parseFromString('<p>', 'text/html'),
      inline: () => (script().textContent = text),
      blob: () => (script().src = blob),
      chunk: () => (script().src = './assets/other.js'),
      worker: () => new Worker(blob),
      'a picture as a worker': () => new Worker('./pictures/sushi.png'),
      'worker elsewhere': () => new Worker('https://other.example/x.worker-1.js'),
      policy: () => /** @type {any} */ (globalThis).trustedTypes.createPolicy('mine', {})
    };
    return Object.entries(tries).map(([name, attempt]) => {
      try {
        attempt();
        return [name, 'done'];
      } catch (thrown) {
        return [name, /** @type {Error} */ (thrown).name];
      }
    });
  });
  assert.deepEqual(
    fates.filter(([, fate]) => fate !== 'TypeError'),
    []
  );
  assert.equal(await page.evaluate(() => document.documentElement.dataset.ran ?? null), null);
  const reached = await page.evaluate(() =>
    fetch('http://localhost:9/').then(
      () => 'reached',
      () => 'refused'
    )
  );
  assert.equal(reached, 'refused');
});

test('the shell is at most 150 KB of compressed JavaScript', async ({ openApp, requests, url }) => {
  // With the sentence open, and nothing known to show: the doors of a first visit fetch ahead.
  const page = await openApp('#/lab?picture=none&template=paper');
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  const scripts = requests
    .filter((request) => request.startsWith(`${url}assets/`) && request.endsWith('.js'))
    .filter((request) => !NOT_SHELL.test(request));
  assert.ok(scripts.length > 0);
  let bytes = 0;
  for (const script of new Set(scripts)) {
    bytes += gzipSync(await readFile(join(dist, script.slice(url.length)))).length;
  }
  assert.ok(bytes <= SHELL_LIMIT, `${bytes} bytes in ${scripts.join(', ')}`);
});

test(
  'a whole run of the Lab asks its own origin only',
  { timeout: 600_000 },
  async ({ openApp, requests }) => {
    const page = await openApp('#/lab');
    await page.setInputFiles('input[type=file]', 'test/fixtures/golden/flag_twemoji_gq.png');
    await openForm(page);
    await choose(page, 'Questions', /^Demographics/);
    await askButton(page).click({ timeout: 60_000 });
    await page
      .getByText(/All \d+ answers are in/)
      .first()
      .waitFor({ timeout: 540_000 });
    // The worker's requests are among those that the harness checks.
    assert.ok(requests.some((request) => request.includes('/models/pocket-llava/')));
    assert.ok(requests.some((request) => request.endsWith('.wasm')));
  }
);
