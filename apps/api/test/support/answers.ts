export const decline = {
  kind: 'decline',
  reason: 'notAligned',
  message: 'We stopped this kind of work in May.',
} as const;

export const defer = (until: string) =>
  ({
    kind: 'defer',
    reason: 'noCapacity',
    message: 'Ask again when the migration is through.',
    until,
  }) as const;

/** Why accepted work goes: what its requester reads. */
export const toRequester = {
  reason: 'noCapacity',
  message: 'The audit takes everyone until March.',
} as const;

/** Why a trade puts another card back. */
export const displacing = {
  reason: 'noCapacity',
  message: 'The regulator’s date comes first; yours goes back.',
} as const;
