/**
 * What opens a chat where a prompt template has no system turn: the one that the model's own template
 * makes up, if it does, or none.
 */
export const SYSTEM_TURNS = ['own', 'none'] as const;
export type SystemTurn = (typeof SYSTEM_TURNS)[number];
