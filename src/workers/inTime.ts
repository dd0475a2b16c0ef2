/**
 * What some work comes to; where it takes longer, rejects with what `late` says. The work itself
 * goes on unless `late` ends it.
 */
export function inTime<Result>(
  work: Promise<Result>,
  milliseconds: number,
  late: () => Error
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
