/** What was measured, by what it is and its unit. */
export type UnitCosts = Record<string, number>;
