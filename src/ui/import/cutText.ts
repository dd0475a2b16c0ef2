/** Marks on one letter that are still drawn: no script puts more on it. */
const MARKS = /(\p{Mark}{4})\p{Mark}+/gu;

/**
 * A text of somebody's file as it is shown: at most `longest` letters, and no letter under thousands of
 * accents, which a browser takes long to lay out.
 */
export function cutText(text: string, longest = 200): string {
  // Before the marks are looked through: a cell may have millions.
  const near = text.slice(0, longest * 8).replace(MARKS, '$1');
  if (near.length <= longest && text.length <= longest * 8) return near;
  return `${near.slice(0, longest)}…`;
}
