/** @typedef {import('playwright-core').Page} Page */

/** Bytes that the page keeps of models. @param {Page} page */
export const keptBytes = (page) =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    let sum = 0;
    /** @param {any} directory */
    const walk = async (directory) => {
      for await (const entry of directory.values()) {
        if (entry.kind === 'directory') await walk(entry);
        else sum += (await entry.getFile()).size;
      }
    };
    await walk(root);
    return sum;
  });
