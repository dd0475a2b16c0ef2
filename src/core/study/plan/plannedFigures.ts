/** Figures that a plan can name; whatever else a study shows is exploratory. */
export const PLANNED_FIGURES = ['pointing', 'similarity', 'topics', 'incomes'] as const;
export type PlannedFigure = (typeof PLANNED_FIGURES)[number];
