import type { ClassOfService } from '@weir/contract';
import type { StoredRequest } from '../request-document.js';

/** The card that a request becomes: with the request's texts, in the class that the answer confirms. */
export function requestedCard({ facts }: StoredRequest, confirmed: ClassOfService | undefined) {
  const { title, description, neededBy } = facts;
  const classOfService = confirmed ?? facts.classOfService;
  return { title, description, classOfService, dueOn: classOfService === 'fixedDate' ? neededBy : null };
}
