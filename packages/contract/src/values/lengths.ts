/** The longest title of a card, in code points. */
export const longestCardTitle = 200;

/** How long the reason for an override is at least. */
export const shortestOverrideReason = 3;

/** How long a text to a requester is at least, where it is all that they read. */
export const shortestToRequester = 10;
