export const TOPICS = [
  'Social values and attitudes',
  'Religion and spirituality',
  'Science and technology',
  'Politics and policy',
  'Demographics',
  'International affairs',
  'Gender and LGBTQ',
  'News habits and media',
  'Immigration and migration',
  'Family and relationships',
  'Race and ethnicity',
  'Economy and work',
  'Regions and countries',
  'Methodological research',
  'Security'
] as const;

/** One of the paper's 15 topics. */
export type Topic = (typeof TOPICS)[number];

/** A topic's place among all; -1 for a question that has none. */
export function topicPlace(topic: Topic | null): number {
  return topic === null ? -1 : TOPICS.indexOf(topic);
}
