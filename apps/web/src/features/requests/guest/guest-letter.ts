import type { GuestAnswer, GuestRequest } from '@weir/contract';
import type { Letter } from '../letter/letter-facts';

/** A guest's answer as the letter that every requester reads; of the card that it became they are told nothing. */
export function letterOf({ title, classOfService }: GuestRequest, given: GuestAnswer): Letter {
  const { kind, reason, message, until, duplicateOf, standing, redirectedTo, by, at } = given;
  return {
    title,
    classOfService,
    cardRef: null,
    answer: {
      ...{ kind, reason, message, at },
      ...(until && { until }),
      ...(duplicateOf && { duplicateOf: { number: numberIn(duplicateOf), ref: duplicateOf } }),
      ...(standing && { standing: { ...standing, card: null } }),
      ...(redirectedTo && {
        redirectedTo: { board: boardIn(redirectedTo), number: numberIn(redirectedTo), ref: redirectedTo },
      }),
      by: by === null ? null : { id: '', name: by },
    },
  };
}

/** `PLAT-R7` names the board and the number. */
function boardIn(ref: string): string {
  return ref.split('-R')[0] ?? ref;
}

function numberIn(ref: string): number {
  return Number(ref.split('-R')[1]);
}
