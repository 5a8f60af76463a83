import type { FieldKind } from '@weir/domain';
import {
  countOf,
  instantAt,
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

/** A board of Trello: Menu → Print, export and share → Export as JSON. Its `actions` are the newest 1,000 at most. */
export const trello: JsonFormat = {
  name: 'trello',
  isFormat: (names) => names.has('lists') && names.has('cards') && !names.has('_format'),
  paths: [
    '$.name',
    '$.lists.*',
    '$.labels.*',
    '$.members.*',
    '$.customFields.*',
    '$.cards.*',
    '$.checklists.*',
    '$.actions.*',
  ],
  open: (into) => (path, value) => {
    const facts = objectOf(value);
    switch (path) {
      case 'name':
        into.board = textOf(value);
        return;
      case 'lists':
        return withRef(facts.id, (id) =>
          into.column(id, textOf(facts.name), {
            isArchived: facts.closed === true,
            limit: countOf(facts.softLimit),
            position: numberOf(facts.pos),
          }),
        );
      case 'labels':
        return readLabel(facts, into);
      case 'members':
        return withRef(facts.id, (id) =>
          into.person(id, textOf(facts.fullName) || textOf(facts.username), textOf(facts.email) || null),
        );
      case 'customFields':
        return readField(facts, into);
      case 'cards':
        return readCard(facts, into);
      case 'checklists':
        return into.part(refOf(facts.idCard), { items: itemsOf(facts) });
      case 'actions':
        return readAction(facts, into);
    }
  },
};

function readLabel({ id, name, color }: Values, into: SourceBook): void {
  withRef(id, (ref) => into.label(ref, textOf(name) || textOf(color), colourOf(textOf(color))));
}

const fieldKinds: Record<string, FieldKind> = {
  text: 'text',
  number: 'number',
  date: 'date',
  list: 'choice',
};

function readField({ id, name, type, options }: Values, into: SourceBook): void {
  const kind = type === 'checkbox' ? 'choice' : fieldKinds[textOf(type)];
  if (!kind) return;
  const listed = listOf(options).flatMap((each, at) => {
    const { id: option, value, color } = objectOf(each);
    const ref = refOf(option);
    const colour = colourOf(textOf(color));
    return ref
      ? [{ ref, name: textOf(objectOf(value).text), colour: colour === 'grey' ? nextColour(at) : colour }]
      : [];
  });
  const choices = type === 'checkbox' ? [tickedOption] : listed;
  withRef(id, (ref) => into.field(ref, textOf(name), kind, choices));
}

function readCard(card: Values, into: SourceBook): void {
  const ref = refOf(card.id);
  if (ref === null) return;
  for (const label of listOf(card.labels)) readLabel(objectOf(label), into);
  const isArchived = card.closed === true;
  const updatedAt = instantOf(card.dateLastActivity);
  into.card(ref, {
    ...noFacts,
    column: refOf(card.idList),
    position: numberOf(card.pos),
    title: textOf(card.name),
    description: textOf(card.desc),
    due: instantOf(card.due),
    createdAt: createdAt(ref),
    startedAt: instantOf(card.start),
    deliveredAt: card.dueComplete === true ? instantOf(card.dateCompleted) : null,
    updatedAt,
    isArchived,
    archivedAt: isArchived ? (instantOf(card.dateClosed) ?? updatedAt) : null,
    labels: refsOf(card.idLabels ?? listOf(card.labels).map((label) => objectOf(label).id)),
    people: refsOf(card.idMembers),
    values: listOf(card.customFieldItems).flatMap(fieldValueOf),
    links: listOf(card.attachments).flatMap((each) => {
      const { name, url } = objectOf(each);
      return textOf(url) ? [{ name: textOf(name) || textOf(url), url: textOf(url) }] : [];
    }),
  });
}

/** The ids of Trello begin with the second of their creation, as those of MongoDB do. */
function createdAt(id: string): string | null {
  return /^[0-9a-f]{24}$/.test(id) ? instantAt(new Date(Number.parseInt(id.slice(0, 8), 16) * 1000)) : null;
}

function itemsOf(checklist: Values) {
  return listOf(checklist.checkItems)
    .map(objectOf)
    .toSorted((one, other) => Number(one.pos ?? 0) - Number(other.pos ?? 0))
    .map(({ name, state }) => ({ text: textOf(name), done: state === 'complete' }));
}

function fieldValueOf(each: unknown): SourceValue[] {
  const { idCustomField, idValue, value } = objectOf(each);
  const field = refOf(idCustomField);
  const { text, number, date, checked } = objectOf(value);
  const option = refOf(idValue);
  if (field === null) return [];
  if (option !== null) return [{ field, value: option }];
  if (checked !== undefined) return checked === true || checked === 'true' ? [{ field, value: ticked }] : [];
  if (number !== undefined) return Number.isFinite(Number(number)) ? [{ field, value: Number(number) }] : [];
  if (date !== undefined) return [{ field, value: (instantOf(date) ?? '').slice(0, 10) }];
  return textOf(text) ? [{ field, value: textOf(text) }] : [];
}

/** An event of a card: a comment, or a move to a list. */
function readAction(action: Values, into: SourceBook): void {
  const data = objectOf(action.data);
  const card = refOf(objectOf(data.card).id);
  const at = instantOf(action.date);
  const type = textOf(action.type);
  if (type === 'commentCard' || type === 'copyCommentCard') {
    const { fullName, username } = objectOf(action.memberCreator);
    const name = textOf(fullName) || textOf(username) || null;
    const by = refOf(action.idMemberCreator);
    into.part(card, { comments: [{ by, name, at, text: textOf(data.text) }] });
    return;
  }
  const list = type === 'updateCard' ? data.listAfter : arrivals.has(type) ? data.list : null;
  const to = refOf(objectOf(list).id);
  if (at !== null && to !== null) into.part(card, { moves: [{ at, to }] });
}

/** The events that bring a card to a board. */
const arrivals: ReadonlySet<string> = new Set([
  'createCard',
  'copyCard',
  'moveCardToBoard',
  'convertToCardFromCheckItem',
]);
