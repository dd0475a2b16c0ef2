/**
 * What opens a chat where a prompt template has no system turn: what the model's own template puts
 * there (a system turn that it makes up, if it does), or none.
 */
export const SYSTEM_TURNS = ['own', 'none'] as const;
export type SystemTurn = (typeof SYSTEM_TURNS)[number];

/**
 * What a person chooses of it. `usual`: the model's own, as its makers ask it; none for the bundled
 * model, all of whose shipped and published answers were given without.
 */
export const SYSTEM_CHOICES = ['usual', ...SYSTEM_TURNS] as const;
export type SystemChoice = (typeof SYSTEM_CHOICES)[number];
