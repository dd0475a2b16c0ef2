import { itemScores, project, type CulturalMap } from './culturalMap.ts';
import type { Point } from './ellipse.ts';
import type { AnswerOf } from './mapItems.ts';

/** Where one set of answers stands on the map, and over how much of it. */
export interface PlaceOnMap {
  /** Null where fewer than half of the items are known: then no place is drawn. */
  place: Point | null;
  /** Items known, all items in the fit, and how many it takes. */
  items: number;
  of: number;
  needed: number;
}

/**
 * The map's own projection of one person's, or a model's, answers. Items are standardised by countries'
 * means, which vary far less than persons: a person's place may lie beyond every country's.
 */
export function placeOnMap(map: CulturalMap, answerOf: AnswerOf): PlaceOnMap {
  const items = itemScores(map, answerOf).filter((score) => !Number.isNaN(score)).length;
  const found = project(map, answerOf);
  return {
    place: found && { x: found.x, y: found.y },
    ...{ items, of: map.items.length, needed: Math.ceil(map.items.length / 2) }
  };
}
