/** What a key asks of the stage. */
export type StageAct = 'next' | 'back' | 'first' | 'last' | 'black' | 'full' | 'end';

const ACTS: Partial<Record<string, StageAct>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  Enter: 'next',
  ArrowLeft: 'back',
  ArrowUp: 'back',
  PageUp: 'back',
  Backspace: 'back',
  Home: 'first',
  End: 'last',
  b: 'black',
  '.': 'black',
  f: 'full',
  Escape: 'end'
};

const MIRRORED: Partial<Record<string, StageAct>> = { ArrowRight: 'back', ArrowLeft: 'next' };

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** The act of a key; null for keys of the browser's. In languages from right to left, on is to the left. */
export function stageAct(pressed: Pressed, mirrored = false): StageAct | null {
  if (isShortcut(pressed)) return null;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  return (mirrored ? MIRRORED[key] : undefined) ?? ACTS[key] ?? null;
}

/** Does this key open the stage? Not where a person types. */
export function opensStage(pressed: Pressed, target: Pick<Element, 'closest'> | null): boolean {
  if (isShortcut(pressed) || pressed.key.toLowerCase() !== 'f') return false;
  return !target?.closest('input, textarea, select, dialog');
}

const isShortcut = ({ ctrlKey, metaKey, altKey }: Pressed) => ctrlKey || metaKey || altKey;

/** The slide that an act leads to, of `of` slides from 0. */
export function slideAfter(act: StageAct, at: number, of: number): number {
  const wanted = { next: at + 1, back: at - 1, first: 0, last: of - 1 };
  const to = act in wanted ? wanted[act as keyof typeof wanted] : at;
  return Math.max(0, Math.min(of - 1, to));
}
