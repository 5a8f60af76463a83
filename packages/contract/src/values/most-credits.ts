/** The most credits of a period, and so the highest price. */
export const mostCredits = 10_000;
