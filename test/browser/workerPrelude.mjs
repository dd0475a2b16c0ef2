import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

/**
 * Runs a function in every engine worker before it is asked anything, for example to change what
 * its GPU says of itself. It travels as text: it can use nothing from outside.
 * @param {BrowserContext} context
 * @param {() => void} prelude
 */
export function beforeEngine(context, prelude) {
  return before(context, /\/engine\.worker-[^/]+\.js$/, prelude);
}

/**
 * The same in every worker of the app.
 * @param {BrowserContext} context
 * @param {() => void} prelude
 */
export function beforeWorkers(context, prelude) {
  return before(context, WORKER, prelude);
}

/**
 * From now on no worker's script can be loaded.
 * @param {BrowserContext} context
 */
export function withoutWorkers(context) {
  return context.route(WORKER, (route) => route.abort());
}

const WORKER = /\.worker-[^/]+\.js$/;

/**
 * @param {BrowserContext} context
 * @param {RegExp} script
 * @param {() => void} prelude
 */
async function before(context, script, prelude) {
  await context.route(script, async (route) => {
    const response = await route.fetch();
    assert.ok(response.ok(), route.request().url());
    await route.fulfill({ response, body: `(${prelude})();\n${await response.text()}` });
  });
}
