import { wilson } from '../../inference/wilson.ts';
import table from './seenCalibration.json';

/** A name that the model gave a picture, and with which weight. */
export interface SeenName {
  name: string;
  weight: number;
  /** Is it one of the model's names for drawings? Absent where the model does not tell. */
  drawn?: boolean;
}

/** What a name is a name of. */
export type SeenKind = 'flag' | 'drawing' | 'photograph';

/** Held-out pictures whose likeliest name was of this kind, with a weight from `from` up to below `to`. */
export interface SeenBand {
  /** Null: anything but a flag, where the model does not tell which of its lists the name is on. */
  kind: SeenKind | null;
  from: number;
  to: number;
  /** Mean weight: how sure the model said it was. */
  said: number;
  right: number;
  n: number;
}

/** How far a name can be relied on. */
export interface Sureness extends Omit<SeenBand, 'from' | 'to'> {
  name: string;
  weight: number;
  /** Wilson's 95% interval of the share right. */
  interval: readonly [number, number];
  /** Of names given with such a weight at least half were right. */
  sure: boolean;
}

/** As measured by `npm run seen:measure`. */
const BANDS = table.rows as readonly SeenBand[];

/** Decided from what the model says it saw, and from nothing else. */
export function seenKind({ name, drawn }: SeenName): SeenKind | null {
  if (name.startsWith('the flag of ')) return 'flag';
  if (drawn === undefined) return null;
  return drawn ? 'drawing' : 'photograph';
}

/**
 * The likeliest name and how often such a name is right; null where the model gave none.
 * @param names in any order
 */
export function howSure(
  names: readonly SeenName[],
  bands: readonly SeenBand[] = BANDS
): Sureness | null {
  const [first, ...others] = names;
  if (!first) return null;
  const best = others.reduce((most, each) => (each.weight > most.weight ? each : most), first);
  const kind = seenKind(best);
  const holds = (band: SeenBand) =>
    best.weight >= band.from && (best.weight < band.to || band.to === 1);
  const band =
    bands.find((each) => each.kind === kind && holds(each)) ??
    bands.find((each) => each.kind === null && holds(each));
  if (!band) return null;
  const { right, n, said } = band;
  return {
    ...{ name: best.name, weight: best.weight, kind: band.kind, said, right, n },
    interval: wilson(right, n),
    sure: right / n >= 0.5
  };
}

/** Words that stand for people, their dress and their parts in the model's names. */
const PERSON =
  /\b(person|people|man|woman|women|boy|girl|child|baby|family|couple|bride|groom|prince|princess|mother|singer|cook|chef|farmer|teacher|judge|student|scientist|artist|pilot|nurse|worker|mechanic|technologist|firefighter|officer|detective|guard|astronaut|dancers?|skier|snowboarder|surfer|golfer|player|ballplayer|diver|businesswoman|mage|kiss|breast-feeding|headscarf|turban|kimono|abaya|sari|skullcap|veil|cassock|vestment|sarong|uniform|gown|beard|hair|face)\b/i;
const NO_PERSON =
  /^the flag of |\b(sign|bottle|chick|crab|penguin|snake|chess|powder|cat|monkey|moon|sun|dog|bear|cow|hair slide|hair spray|palette)\b|snowman/i;

/** Does the name say something about a person? What a picture shows is no ground to say it of anyone. */
export function saysPerson(name: string): boolean {
  return PERSON.test(name) && !NO_PERSON.test(name);
}
