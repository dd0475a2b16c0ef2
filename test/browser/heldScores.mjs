/** @typedef {import('playwright-core').Page} Page */
/** @typedef {typeof globalThis & { letGo?: () => void }} Hall */

/**
 * From now on this page's engines tell so many scores of a run and no more until they are let go:
 * whatever is done to the page meanwhile is done in the middle of the run, however fast it is.
 * @param {Page} page not yet opened
 * @param {number} many
 * @returns {() => Promise<void>} lets them go on
 */
export function holdScores(page, many) {
  /** @type {{ engine: import('playwright-core').Worker, ready: Promise<void> }[]} */
  const engines = [];
  page.on('worker', (engine) => {
    if (!/\/engine\.worker-[^/]+\.js$/.test(engine.url())) return;
    engines.push({ engine, ready: engine.evaluate(holdBack, many) });
  });
  return async () => {
    for (const { engine, ready } of engines) {
      await ready;
      await engine.evaluate(() => /** @type {Hall} */ (globalThis).letGo?.());
    }
  };
}

/** In the worker, which is loading its model meanwhile. Scores go through a port of their own. @param {number} many */
function holdBack(many) {
  const own = MessagePort.prototype.postMessage;
  /** @type {(() => void)[]} */
  const held = [];
  let left = many;
  MessagePort.prototype.postMessage = function (/** @type {[any, any]} */ ...message) {
    const tell = () => own.apply(this, message);
    const isScore = message[0]?.argumentList?.some(
      (/** @type {any} */ { value }) => value?.logprobs
    );
    if (isScore && left-- <= 0) held.push(tell);
    else tell();
  };
  /** @type {Hall} */ (globalThis).letGo = () => {
    left = Infinity;
    for (const tell of held.splice(0)) tell();
  };
}
