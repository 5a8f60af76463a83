/** Below this many cards, percentiles say little: none are drawn. */
export const fewCards = 10;
