import type facts from './landingFacts.json';

export interface FlagMovePlaces {
  /** The blank pictures' mean answer; the band is as far as they lie apart, to both sides of it. */
  blank: number;
  band: { from: number; width: number };
  flag: number;
  people: number;
  /** Where the two pictures stand above their marks: apart, in the order of the marks. */
  above: { blank: number; flag: number };
  /** Which side of the people's bar their name starts from, so that it stays in the drawing. */
  nameAnchor: 'start' | 'middle' | 'end';
}

/** Centres of the left and the right picture, in per cent of the plot: neither leaves it on a phone. */
const LEFT = 17;
const RIGHT = 62;
/** A name in the outer quarters of the scale begins or ends at the plot's own edge. */
const OUTER = 28;

/** Where the first door's row draws what, in per cent of the plot's width. */
export function flagMovePlaces(move: typeof facts.flag): FlagMovePlaces {
  const [blank, reach, flag, people] = [move.blank, move.reach, move.shown, move.people].map(
    (share) => share * 100
  ) as [number, number, number, number];
  const from = Math.max(0, blank - reach);
  const flagFirst = flag < blank;
  return {
    ...{ blank, flag, people },
    band: { from, width: Math.min(100, blank + reach) - from },
    above: flagFirst ? { flag: LEFT, blank: RIGHT } : { blank: LEFT, flag: RIGHT },
    nameAnchor: people < OUTER ? 'start' : people > 100 - OUTER ? 'end' : 'middle'
  };
}
