import { bare } from './pictures.mjs';

/** @typedef {import('../../src/core/study/sentences/seen.ts').SeenBand} SeenBand */
/** @typedef {import('../../src/core/study/sentences/seen.ts').SeenKind} SeenKind */
/** @typedef {import('../../src/engine/engineApi.ts').Concept} Concept */
/** @typedef {import('./pictures.mjs').HeldOut & { seen: readonly Concept[] }} Looked */

/** Weights at which a band may begin; of few pictures two can be told apart. */
const EDGES = [0, 0.25, 0.5, 0.75, 0.9];
const FEW_EDGES = [0, 0.5];
/** Bands with fewer pictures are joined with the next lower one: nothing could be told from them. */
const FEWEST = 20;
const FEW = 50;
/** @type {readonly SeenKind[]} */
const KINDS = ['flag', 'drawing', 'photograph'];

/**
 * How often the likeliest name was right, by what it is a name of and by its weight; and per set.
 * @param {readonly Looked[]} looked
 * @returns {{ rows: SeenBand[], sets: { set: string, kind: SeenKind, n: number, right: number }[] }}
 */
export function tableOf(looked) {
  const named = looked.flatMap((picture) => {
    const [best] = picture.seen;
    if (!best) return [];
    const right = picture.right.includes(bare(best.name));
    return [{ ...picture, said: kindOf(best), weight: best.weight, isRight: right }];
  });
  // Drawings that get a photograph's name outnumber the few photographs by far, and say nothing of them.
  const own = (/** @type {SeenKind} */ name) =>
    named.filter(({ said, kind }) => said === name && (name !== 'photograph' || kind === name));
  // A flag is known by its name; of anything else the list that it is on may not be told.
  const things = named.filter(({ said }) => said !== 'flag');
  const rows = [...KINDS.flatMap((kind) => bandsOf(own(kind), kind)), ...bandsOf(things, null)];
  const sets = [...new Set(named.map(({ set, kind }) => `${kind} ${set}`))].map((key) => {
    const all = named.filter(({ set, kind }) => `${kind} ${set}` === key);
    const [{ set, kind } = { set: '', kind: KINDS[0] }] = all;
    return { set, kind: kind ?? 'flag', n: all.length, right: all.filter((p) => p.isRight).length };
  });
  return { rows, sets };
}

/**
 * @param {Concept} concept
 * @returns {SeenKind}
 */
function kindOf({ name, drawn }) {
  if (name.startsWith('the flag of ')) return 'flag';
  return drawn ? 'drawing' : 'photograph';
}

/**
 * @param {readonly { weight: number, isRight: boolean }[]} named
 * @param {SeenKind | null} kind
 * @returns {SeenBand[]} from the lowest weight up, without gaps
 */
function bandsOf(named, kind) {
  const few = named.length < FEW;
  const edges = [...(few ? FEW_EDGES : EDGES)];
  const within = (/** @type {number} */ at) =>
    named.filter(
      ({ weight }) =>
        weight >= (edges[at] ?? 0) && (at === edges.length - 1 || weight < (edges[at + 1] ?? 1))
    );
  for (let at = edges.length - 1; at > 0 && !few; at--)
    if (within(at).length < FEWEST) edges.splice(at, 1);
  // The lowest has no lower one to be joined with.
  if (!few && edges.length > 1 && within(0).length < FEWEST) edges.splice(1, 1);
  return edges.flatMap((from, at) => {
    const own = within(at);
    const said = own.reduce((sum, { weight }) => sum + weight, 0) / own.length;
    const right = own.filter(({ isRight }) => isRight).length;
    const band = { kind, from, to: edges[at + 1] ?? 1, said: Math.round(said * 1000) / 1000 };
    return own.length > 0 ? [{ ...band, right, n: own.length }] : [];
  });
}
