import assert from 'node:assert/strict';

/**
 * Runs a function in every engine worker before it is asked anything, for example to change what
 * its GPU says of itself. It travels as text: it can use nothing from outside.
 * @param {import('playwright-core').BrowserContext} context
 * @param {() => void} prelude
 */
export async function beforeEngine(context, prelude) {
  await context.route(/\/engine\.worker-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    assert.ok(response.ok(), route.request().url());
    await route.fulfill({ response, body: `(${prelude})();\n${await response.text()}` });
  });
}
