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
