import type { Card, CardChange } from '@weir/contract';

/** The parts of a card's face that a change sets, without the people: the change has only their ids. */
export function drawnChange(
  card: Pick<Card, 'fields'>,
  { title, classOfService, dueOn, labelIds, fields }: CardChange,
): Partial<Card> {
  return {
    ...(title !== undefined && { title }),
    ...(classOfService && { classOfService }),
    ...(dueOn !== undefined && { dueOn }),
    ...(labelIds && { labelIds }),
    ...(fields && { fields: withFields(card.fields, fields) }),
  };
}

function withFields(before: Card['fields'], changed: NonNullable<CardChange['fields']>): Card['fields'] {
  const after = { ...before };
  for (const [id, value] of Object.entries(changed))
    if (value === null) delete after[id];
    else after[id] = value;
  return after;
}
