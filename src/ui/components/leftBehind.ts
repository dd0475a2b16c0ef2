import type { Attachment } from 'svelte/attachments';

/** Calls `close` when the pointer goes down, or the focus moves, outside the element that it is attached to. */
export function leftBehind(close: () => void): Attachment<HTMLElement> {
  return (root) => {
    const outside = (target: EventTarget | null) =>
      target instanceof Node && !root.contains(target);
    const press = ({ target }: PointerEvent) => {
      if (outside(target)) close();
    };
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (outside(relatedTarget)) close();
    };
    addEventListener('pointerdown', press);
    root.addEventListener('focusout', leave);
    return () => {
      removeEventListener('pointerdown', press);
      root.removeEventListener('focusout', leave);
    };
  };
}
