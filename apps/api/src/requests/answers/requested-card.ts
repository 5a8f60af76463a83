import type { CardPlace, ClassOfService } from '@weir/contract';
import type { StoredRequest } from '../request-document.js';

/** The card that a request becomes: its own words, in the class that the answer confirms. */
export function requestedCard({ facts }: StoredRequest, confirmed: ClassOfService | undefined) {
  const { title, description, neededBy } = facts;
  const classOfService = confirmed ?? facts.classOfService;
  return { title, description, classOfService, dueOn: classOfService === 'fixedDate' ? neededBy : null };
}

/** What an event says of a card that an answer made. */
export function createdCardChange(
  { number, place }: { number: number; place: CardPlace },
  { title, classOfService }: ReturnType<typeof requestedCard>,
) {
  return { card: number, to: { ...place, title, classOfService, assigneeIds: [] } };
}
