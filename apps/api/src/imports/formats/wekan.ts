import type { FieldKind } from '@weir/domain';
import {
  countOf,
  instantOf,
  listOf,
  numberOf,
  objectOf,
  refOf,
  refsOf,
  textOf,
  type Values,
  withRef,
} from '../source/json-values.js';
import type { SourceBook } from '../source/source-book.js';
import { noFacts, type SourceValue } from '../source/source-card.js';
import { colourOf, nextColour } from './colours.js';
import { type JsonFormat, ticked, tickedOption } from './format.js';

/** A board of WeKan: Board settings → Export board → JSON. Files that are in the export stay there. */
export const wekan: JsonFormat = {
  name: 'wekan',
  isFormat: (names) => names.has('_format') && names.has('lists'),
  paths: [
    '$.title',
    '$.lists.*',
    '$.labels.*',
    '$.users.*',
    '$.customFields.*',
    '$.cards.*',
    '$.checklistItems.*',
    '$.comments.*',
    '$.activities.*',
    '$.attachments.*',
  ],
  open: (into) => (path, value) => {
    const facts = objectOf(value);
    switch (path) {
      case 'attachments':
        // Their content in the file is not imported. A link without an address is noted at its card.
        return into.part(refOf(facts.cardId), { links: [{ name: textOf(facts.name), url: '' }] });
      case 'title':
        into.board = textOf(value);
        return;
      case 'lists': {
        const { enabled, value: limit } = objectOf(facts.wipLimit);
        return withRef(facts._id, (id) =>
          into.column(id, textOf(facts.title), {
            isArchived: facts.archived === true,
            limit: enabled === true ? countOf(limit) : null,
            position: numberOf(facts.sort),
          }),
        );
      }
      case 'labels':
        return withRef(facts._id, (id) =>
          into.label(id, textOf(facts.name) || textOf(facts.color), colourOf(textOf(facts.color))),
        );
      case 'users': {
        const name = textOf(objectOf(facts.profile).fullname) || textOf(facts.username);
        const [email] = listOf(facts.emails).map((each) => textOf(objectOf(each).address));
        return withRef(facts._id, (id) => into.person(id, name, email || null));
      }
      case 'customFields':
        return readField(facts, into);
      case 'cards':
        return readCard(facts, into);
      case 'checklistItems':
        return into.part(refOf(facts.cardId), {
          items: [{ text: textOf(facts.title), done: facts.isFinished === true }],
        });
      case 'comments': {
        const comment = { by: refOf(facts.userId), name: null, at: instantOf(facts.createdAt) };
        return into.part(refOf(facts.cardId), { comments: [{ ...comment, text: textOf(facts.text) }] });
      }
      case 'activities': {
        const at = instantOf(facts.createdAt);
        const to = refOf(facts.listId);
        const isMove = facts.activityType === 'moveCard' || facts.activityType === 'createCard';
        return isMove && at && to ? into.part(refOf(facts.cardId), { moves: [{ at, to }] }) : undefined;
      }
    }
  },
};

const fieldKinds: Record<string, FieldKind> = {
  text: 'text',
  stringtemplate: 'text',
  number: 'number',
  currency: 'number',
  date: 'date',
  dropdown: 'choice',
  checkbox: 'choice',
};

function readField({ _id, name, type, settings }: Values, into: SourceBook): void {
  const kind = fieldKinds[textOf(type)];
  if (!kind) return;
  const items = listOf(objectOf(settings).dropdownItems).flatMap((each, at) => {
    const { _id: id, name: option } = objectOf(each);
    const ref = refOf(id);
    return ref ? [{ ref, name: textOf(option), colour: nextColour(at) }] : [];
  });
  const options = type === 'checkbox' ? [tickedOption] : items;
  withRef(_id, (ref) => into.field(ref, textOf(name), kind, options));
}

function readCard(card: Values, into: SourceBook): void {
  const ref = refOf(card._id);
  if (ref === null) return;
  const updatedAt = instantOf(card.dateLastActivity) ?? instantOf(card.modifiedAt);
  into.card(ref, {
    ...noFacts,
    column: refOf(card.listId),
    position: numberOf(card.sort),
    title: textOf(card.title),
    description: textOf(card.description),
    due: instantOf(card.dueAt),
    createdAt: instantOf(card.createdAt),
    startedAt: instantOf(card.startAt),
    deliveredAt: instantOf(card.endAt),
    updatedAt,
    isArchived: card.archived === true,
    archivedAt: card.archived === true ? (instantOf(card.archivedAt) ?? updatedAt) : null,
    labels: refsOf(card.labelIds),
    people: [...new Set([...refsOf(card.assignees), ...refsOf(card.members)])],
    values: listOf(card.customFields).flatMap(fieldValueOf),
  });
}

function fieldValueOf(each: unknown): SourceValue[] {
  const { _id, value } = objectOf(each);
  const field = refOf(_id);
  if (field === null || value === null || value === undefined || value === false || value === '') return [];
  if (value === true) return [{ field, value: ticked }];
  const day = instantOf(value);
  if (day !== null && typeof value !== 'number') return [{ field, value: day.slice(0, 10) }];
  return [{ field, value: typeof value === 'number' ? value : textOf(value) }];
}
