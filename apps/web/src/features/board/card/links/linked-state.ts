/** What becomes of a linked card, as far as it is settled. */
export function linkedState({ archived, delivered }: { archived: boolean; delivered: boolean }) {
  if (archived) return 'archived';
  return delivered ? 'delivered' : 'open';
}
