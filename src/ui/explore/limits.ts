/** More rows than this cannot be compared at a glance. */
export const MAX_COUNTRIES = 12;
