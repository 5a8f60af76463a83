/** The most credits that a period can have, and so the highest possible price. */
export const mostCredits = 10_000;
