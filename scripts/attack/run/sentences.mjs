/**
 * Is what a page shows of a fault a sentence for people? Text of a library, a stack or a key without
 * its sentence is none; a key that the input itself wrote as `$t(…)` may be quoted, it was not looked up.
 */

const RAW =
  /did not foresee|TypeError|RangeError|ReferenceError|SyntaxError|DOMException|Cannot (read|set|convert)|is not a function|is not iterable|undefined|\[object |Failed to execute|Unexpected token|(?<!\$t\()errors\.[a-z]|each_key|svelte\.dev|std::|ERROR_CODE|Aborted\(|onnxruntime|\bat \S+:\d+:\d+|Maximum call stack|Invalid (array|string) length|out of bounds/;

/**
 * @param {string} text as shown, details left out
 * @returns {string | null} what is wrong with it; null: nothing
 */
export function rawText(text) {
  const plain = text.trim();
  const found = RAW.exec(plain);
  if (found) return `shows raw text (“${found[0]}”)`;
  if (!/[.!?…”)]$/.test(plain.split('\n')[0]?.trim() ?? '')) return 'shows no whole sentence';
  return null;
}

/** In the page: the sentences of all faults that are shown (what was under way may have failed), details left out. */
export function shownFaults() {
  return [...document.querySelectorAll('[role=alert], .progress.failed .detail')].flatMap(
    (alert) => {
      if (!(alert instanceof HTMLElement) || !alert.checkVisibility()) return [];
      const copy = /** @type {HTMLElement} */ (alert.cloneNode(true));
      for (const aside of copy.querySelectorAll('details, button, svg')) aside.remove();
      const text = [...copy.querySelectorAll('p, li')].map((line) => line.textContent.trim());
      return [(text.length > 0 ? text.join('\n') : copy.textContent).trim()].filter(Boolean);
    }
  );
}
