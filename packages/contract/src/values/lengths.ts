/** The longest title of a card, in code points. */
export const longestCardTitle = 200;

/** The longest text of a custom field, in code points. */
export const longestFieldText = 500;

/** The largest number of a custom field, also below zero, and its most decimals. A double keeps all such numbers apart. */
export const mostFieldNumber = 100_000_000_000;
export const fieldDecimals = 4;

/** How long the reason for an override is at least. */
export const shortestOverrideReason = 3;

/** How long a text to a requester is at least, where it is all that they read. */
export const shortestToRequester = 10;
