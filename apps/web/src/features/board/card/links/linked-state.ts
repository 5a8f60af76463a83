/** The state of a linked card, as the text `links.state` names it. */
export function linkedState({ archived, delivered }: { archived: boolean; delivered: boolean }) {
  if (archived) return 'archived';
  return delivered ? 'delivered' : 'open';
}
