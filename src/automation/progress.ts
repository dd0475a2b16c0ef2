/** Tells the driving script how far a piece of work is. */
export function report(what: string, done: number, total: number): void {
  window.reportProgress?.(`${what} ${done}/${total}`);
}
