import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { after, before } from 'node:test';
import { build } from 'vite';
import { BOMBS, ORDINARY } from '../fixtures/drawings.mjs';
import * as make from '../fixtures/pictureBytes.mjs';
import { test } from './harness.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ name: string, id: string, width: number, height: number, fileType: string, corner: number[], notices: string[] }} Taken */
/** @typedef {{ code: string, params: Record<string, string | number> }} Refused */

// The intake's and the store's own modules, bundled by themselves, in an empty page with the
// app's headers: what is tested is neither hidden nor helped by the page around it.
const folder = mkdtempSync(joinPath(tmpdir(), 'valueshift-pictures-'));
const PAGE = '/modules-under-test/index.html';
const mounts = {
  // Its base is its own folder, so the app's pictures lie in it, too.
  '/modules-under-test/pictures/': 'public/pictures',
  '/modules-under-test/': folder
};
before(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: './',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: {
          bundled: 'src/ui/pictures/bundled.ts',
          intake: 'src/ui/pictures/intake.ts',
          drawSvg: 'src/ui/pictures/drawSvg.ts',
          transfer: 'src/ui/pictures/transfer.ts',
          db: 'src/store/db.ts'
        },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' }
      }
    }
  });
  writeFileSync(
    joinPath(folder, 'index.html'),
    '<!doctype html><html lang="en"><title>empty</title><link rel="icon" href="data:,"></html>'
  );
});
after(() => rmSync(folder, { recursive: true }));

/**
 * Hands a file to `takePicture` in the page.
 * @param {Page} page
 * @param {string} name
 * @param {Uint8Array} bytes
 * @param {string} [type] what the system says it is
 * @returns {Promise<Taken | Refused>}
 */
function take(page, name, bytes, type = 'image/png') {
  const base64 = Buffer.from(bytes).toString('base64');
  return page.evaluate(
    async ({ name, base64, type, module }) => {
      const { takePicture } = await import(module);
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      try {
        const { picture, notices } = await takePicture(new File([bytes], name, { type }));
        const bitmap = await createImageBitmap(picture.file);
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        const corner = [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
        const codes = notices.map((/** @type {{ code: string }} */ notice) => notice.code);
        const { file, id, width, height } = picture;
        return { name, id, width, height, fileType: file.type, corner, notices: codes };
      } catch (error) {
        const { code, params } = /** @type {Refused} */ (error);
        return { code: code ?? String(error), params };
      }
    },
    { name, base64, type, module: '/modules-under-test/intake.js' }
  );
}

/** @param {Uint8Array} bytes */
const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const half = (/** @type {Uint8Array} */ bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));
const opened = { mounts };

/** One kilobyte of SVG that asks for ten to the power of `levels` copies of a square. */
function svgBomb(levels = 8) {
  const groups = Array.from({ length: levels }, (_, level) => {
    return `<g id="g${level + 1}">${`<use href="#g${level}"/>`.repeat(10)}</g>`;
  });
  return make.join(
    `<svg xmlns="http://www.w3.org/2000/svg"><rect id="g0" width="5" height="5"/>${groups.join('')}</svg>`
  );
}

/** @type {[name: string, bytes: Uint8Array, code: string, params: object][]} */
const bad = [
  ['nothing.png', make.join(), 'picture-empty', {}],
  ['letter.png', make.join('Dear friend, '.repeat(40)), 'picture-not-a-picture', {}],
  ['page.svg', make.join('<!doctype html><svg></svg>'), 'picture-not-a-picture', {}],
  ['cut.png', half(make.png({ width: 90, height: 90 })), 'picture-truncated', { format: 'PNG' }],
  ['cut.jpg', make.jpeg({ width: 640, height: 480 }).subarray(0, -90), 'picture-truncated', {}],
  ['cut.webp', make.webp().subarray(0, -3), 'picture-truncated', { format: 'WebP' }],
  ['cut.bmp', half(make.bmp({ width: 50, height: 50 })), 'picture-truncated', { format: 'BMP' }],
  ['cut.svg', half(make.svg()), 'picture-truncated', { format: 'SVG' }],
  [
    'bomb.png',
    make.png({ width: 65_535, height: 65_535, rows: 1 }),
    'picture-too-many-pixels',
    { width: 65_535, height: 65_535, side: 16_384, megapixels: 100 }
  ],
  ['long.png', make.png({ width: 20_000, height: 2 }), 'picture-too-many-pixels', {}],
  ['huge.png', make.join(new Uint8Array(51e6)), 'picture-file-too-large', { limitMB: 50 }],
  ['flat.png', make.png({ width: 0, height: 3, rows: 0 }), 'picture-garbled', { format: 'PNG' }],
  ['bomb.svg', svgBomb(), 'picture-too-intricate', {}],
  [
    'broken.svg',
    make.join('<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'),
    'picture-undecodable',
    {}
  ],
  ['empty.avif', make.isoImage(), 'picture-undecodable', {}],
  ['phone.heic', make.isoImage({ brand: 'heic' }), 'picture-foreign-format', { format: 'HEIC' }],
  ['scan.tif', make.join('II*\0', new Uint8Array(99)), 'picture-foreign-format', {}],
  ['scan.pdf', make.join('%PDF-1.7\n%%EOF'), 'picture-foreign-format', { format: 'PDF' }]
];

test(
  'each bad kind of file gets its own error and leaves the good ones alone',
  opened,
  async (t) => {
    const page = await t.openApp(PAGE.slice(1));
    const good = make.png();
    const first = await take(page, 'good.png', good);
    for (const [name, bytes, code, params] of bad) {
      const verdict = /** @type {Refused} */ (await take(page, name, bytes));
      assert.equal(verdict.code, code, name);
      assert.deepEqual({ ...verdict.params, name, ...params }, verdict.params, name);
    }
    assert.deepEqual(await take(page, 'good.png', good), first);
    assert.equal(/** @type {Taken} */ (first).id, hash(good));
  }
);

/** @type {[name: string, bytes: Uint8Array, expected: Partial<Taken>][]} */
const unusual = [
  [
    'ring.svg',
    make.join(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="a"><use href="#a"/></g></svg>'
    ),
    { width: 512, height: 512, notices: ['picture-from-svg'] }
  ],
  ['plain.jpg', make.jpeg(), { fileType: 'image/jpeg', width: 16, height: 8, notices: [] }],
  ['dot.gif', make.gif(), { fileType: 'image/gif', notices: [] }],
  ['dot.webp', make.webp(), { fileType: 'image/webp', width: 1, height: 1, notices: [] }],
  ['plain.bmp', make.bmp(), { fileType: 'image/bmp', width: 5, height: 4, notices: [] }],
  ['turned.jpg', make.jpeg({ orientation: 6 }), { width: 8, height: 16 }],
  ['print.jpg', make.jpeg({ components: 4 }), { width: 16, notices: ['picture-cmyk'] }],
  ['wink.gif', make.gif({ frames: 2 }), { width: 1, notices: ['picture-first-frame'] }],
  ['wink.webp', make.webp({ frames: 2 }), { notices: ['picture-first-frame'] }],
  ['wink.png', make.png({ animated: true }), { notices: ['picture-first-frame'] }]
];

test('unusual but good pictures are taken, and said to be so', opened, async (t) => {
  const page = await t.openApp(PAGE.slice(1));
  for (const [name, bytes, expected] of unusual) {
    const taken = await take(page, name, bytes, '');
    const id = name.endsWith('.svg') ? {} : { id: hash(bytes) };
    assert.deepEqual({ ...taken, name, ...id, ...expected }, taken, name);
  }
  const turned = await take(page, 'turned.jpg', make.jpeg({ orientation: 6 }));
  assert.deepEqual(/** @type {Taken} */ (turned).notices, ['picture-turned']);
});

test('an SVG is drawn on white, and nothing that it links to is asked for', opened, async (t) => {
  const page = await t.openApp(PAGE.slice(1));
  const drawing = make.join(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
    <script>parent.hacked = true; document.title = 'hacked'</script>
    <image href="https://example.com/spy.png" width="9" height="9"/>
    <foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">text</p></foreignObject>
    <circle cx="30" cy="10" r="5" fill="teal"/></svg>`);
  const taken = /** @type {Taken} */ (await take(page, 'drawing.svg', drawing));
  assert.deepEqual(
    { ...taken, fileType: 'image/png', width: 512, height: 256, corner: [255, 255, 255, 255] },
    taken
  );
  assert.deepEqual(taken.notices, ['picture-from-svg']);
  const again = /** @type {Taken} */ (await take(page, 'drawing.svg', drawing));
  assert.equal(again.id, taken.id, 'the same drawing has the same id');
  assert.equal(await page.evaluate(() => 'hacked' in window || document.title === 'hacked'), false);
  assert.ok(!t.requests.some((url) => url.includes('example.com')));
});

/** The longest wait between two ticks of a page's clock, from now until it is asked. @param {Page} page */
async function longestWait(page) {
  await page.evaluate(() => {
    let last = performance.now();
    const page = Object.assign(window, { wait: 0 });
    setInterval(() => {
      const now = performance.now();
      page.wait = Math.max(page.wait, now - last);
      last = now;
    }, 10);
  });
  return () => page.evaluate(() => /** @type {Window & { wait?: number }} */ (window).wait ?? 0);
}

test('drawings that would take long are refused while the page goes on', opened, async (t) => {
  const page = await t.openApp(PAGE.slice(1));
  const wait = await longestWait(page);
  for (const [name, text] of Object.entries(BOMBS)) {
    const refused = await take(page, name, Buffer.from(text));
    assert.equal(/** @type {Refused} */ (refused).code, 'picture-too-intricate', name);
  }
  for (const [name, text] of Object.entries(ORDINARY)) {
    const taken = /** @type {Taken} */ (await take(page, name, Buffer.from(text)));
    assert.deepEqual(taken.notices, ['picture-from-svg'], name);
  }
  // By the clock of a machine that does much else; `npm run attack` measures processor time.
  assert.ok((await wait()) < 2000, `${await wait()} ms`);
});

test(
  'a drawing that nobody counted ends with its frame, and the page goes on',
  opened,
  async (t) => {
    const page = await t.openApp(PAGE.slice(1));
    const wait = await longestWait(page);
    const code = await page.evaluate(
      async ({ module, text }) => {
        const { drawSvg } = await import(module);
        const size = { width: 512, height: 512 };
        const svg = new Blob([text], { type: 'image/svg+xml' });
        return drawSvg('bomb.svg', svg, size).catch((/** @type {Refused} */ { code }) => code);
      },
      { module: '/modules-under-test/drawSvg.js', text: BOMBS.masks ?? '' }
    );
    assert.equal(code, 'picture-too-slow');
    assert.equal(await page.locator('iframe').count(), 0);
    assert.ok((await wait()) < 2000, `${await wait()} ms`);
  }
);

test('every bundled picture is taken as it stands in the list', opened, async (t) => {
  const page = await t.openApp(PAGE.slice(1));
  const [listed, taken] = await page.evaluate(
    async ([bundled, intake]) => {
      const { BUNDLED_PICTURES, fetchBundled } = await import(bundled ?? '');
      const { takePicture } = await import(intake ?? '');
      const listed = [];
      const taken = [];
      for (const entry of BUNDLED_PICTURES) {
        const { picture, notices } = await takePicture(await fetchBundled(entry));
        listed.push([entry.picture, entry.width, entry.height, 0]);
        taken.push([picture.id, picture.width, picture.height, notices.length]);
      }
      return [listed, taken];
    },
    ['/modules-under-test/bundled.js', '/modules-under-test/intake.js']
  );
  assert.ok(listed && listed.length > 30);
  assert.deepEqual(taken, listed);
});

test(
  'files come from a drop and a paste; text and a mere address are refused, fields left alone',
  opened,
  async (t) => {
    const page = await t.openApp(PAGE.slice(1));
    const result = await page.evaluate(async (module) => {
      const { picturesFromDrop, picturesFromPaste } = await import(module);
      const transfer = (
        /** @type {Record<string, string>} */ texts,
        /** @type {File[]} */ files
      ) => {
        const data = new DataTransfer();
        for (const [type, text] of Object.entries(texts)) data.setData(type, text);
        for (const file of files) data.items.add(file);
        return data;
      };
      const tell = (/** @type {() => File[]} */ read) => {
        try {
          return read().map((file) => file.name);
        } catch (error) {
          return /** @type {Refused} */ (error).code;
        }
      };
      const pasted = (/** @type {DataTransfer} */ clipboardData, target = document.body) => {
        const event = new ClipboardEvent('paste', { clipboardData });
        target.dispatchEvent(event);
        return tell(() => picturesFromPaste(event));
      };
      const two = [new File(['x'], 'a.png'), new File(['y'], 'b.png')];
      const link = { 'text/uri-list': 'https://example.com/a.png' };
      const copied = { 'text/html': '<img src="https://example.com/a.png">' };
      const field = document.body.appendChild(document.createElement('textarea'));
      return {
        files: tell(() => picturesFromDrop(transfer(link, two))),
        link: tell(() => picturesFromDrop(transfer(link, []))),
        text: tell(() => picturesFromDrop(transfer({ 'text/plain': 'hello' }, []))),
        nothing: tell(() => picturesFromDrop(transfer({}, []))),
        pasted: pasted(transfer({}, two)),
        pastedNothing: pasted(transfer({}, [])),
        pastedLink: pasted(transfer(copied, [])),
        pastedText: pasted(transfer({ 'text/plain': 'hello' }, [])),
        pastedAddress: pasted(transfer({ 'text/plain': ' https://example.com/a ' }, [])),
        pastedIntoField: pasted(transfer(copied, []), field),
        filesIntoField: pasted(transfer({ 'text/plain': 'a table' }, two), field)
      };
    }, '/modules-under-test/transfer.js');
    assert.deepEqual(result, {
      files: ['a.png', 'b.png'],
      link: 'picture-is-link',
      text: 'picture-is-text',
      nothing: 'picture-is-nothing',
      pasted: ['a.png', 'b.png'],
      pastedNothing: 'picture-is-nothing',
      pastedLink: 'picture-is-link',
      pastedText: 'picture-is-text',
      pastedAddress: 'picture-is-link',
      pastedIntoField: [],
      filesIntoField: []
    });
  }
);

test('the store keeps a picture and answers over a reload', opened, async (t) => {
  const page = await t.openApp(PAGE.slice(1));
  const module = '/modules-under-test/db.js';
  await page.evaluate(async (module) => {
    const { openStore } = await import(module);
    const store = await openStore({ name: 'test' });
    const file = new Blob(['bytes'], { type: 'image/png' });
    const rest = { name: 'a.png', type: 'image/png', width: 1, height: 1, addedAt: 1 };
    await store.pictures.put({ id: 'a', file, ...rest });
    const score = { logprobs: [-1.5, -0.25], tokens: [1, 2], prefillTokens: 3, ms: 4 };
    await store.answers.put([{ key: 'ab'.repeat(32), score }]);
  }, module);
  await page.reload();
  const kept = await page.evaluate(async (module) => {
    const { openStore } = await import(module);
    const store = await openStore({ name: 'test' });
    const text = await (await store.pictures.list())[0].file.text();
    return [store.persistent, text, ...(await store.answers.get(['ab'.repeat(32)])).values()];
  }, module);
  const score = { logprobs: [-1.5, -0.25], tokens: [1, 2], prefillTokens: 3, ms: 4 };
  assert.deepEqual(kept, [true, 'bytes', score]);
});
