import {
  countOf,
  instantOf,
  listOf,
  numberOf,
  objectOf,
  refOf,
  textOf,
  type Values,
  withRef,
} from '../source/json-values.js';
import type { SourceBook } from '../source/source-book.js';
import { noFacts } from '../source/source-card.js';
import { colourOf } from './colours.js';
import type { JsonFormat } from './format.js';

const parts = [
  'lists',
  'labels',
  'users',
  'cards',
  'cardMemberships',
  'cardLabels',
  'taskLists',
  'tasks',
  'comments',
  'actions',
  'attachments',
  'customFields',
  'customFieldValues',
];

/** A board of Planka, version 1 or 2: the answer of its API to `GET /api/boards/:id`. */
export const planka: JsonFormat = {
  name: 'planka',
  isFormat: (names) => names.has('item') && names.has('included'),
  paths: ['$.item', ...parts.map((part) => `$.included.${part}.*`)],
  open: (into) => {
    /** The card of each list of tasks, and the lists of deleted cards. */
    const cardOfTasks = new Map<string, string>();
    const trash = new Set<string>();
    return (path, value) => {
      const facts = objectOf(value);
      const card = refOf(facts.cardId);
      switch (path.replace('included.', '')) {
        case 'item':
          into.board = textOf(facts.name);
          return;
        case 'lists':
          return withRef(facts.id, (id) => {
            if (facts.type === 'trash') trash.add(id);
            else
              into.column(id, textOf(facts.name) || textOf(facts.type), {
                isArchived: facts.type === 'archive',
                isDone: facts.type === 'closed',
                limit: countOf(facts.limit),
                position: numberOf(facts.position),
              });
          });
        case 'labels':
          return withRef(facts.id, (id) =>
            into.label(id, textOf(facts.name) || textOf(facts.color), colourOf(textOf(facts.color))),
          );
        case 'users':
          return withRef(facts.id, (id) =>
            into.person(id, textOf(facts.name) || textOf(facts.username), textOf(facts.email) || null),
          );
        case 'cards':
          return trash.has(textOf(facts.listId)) ? undefined : readCard(facts, into);
        case 'cardMemberships':
          return withRef(facts.userId, (user) => into.part(card, { people: [user] }));
        case 'cardLabels':
          return withRef(facts.labelId, (label) => into.part(card, { labels: [label] }));
        case 'taskLists':
          return withRef(facts.id, (id) => card !== null && cardOfTasks.set(id, card));
        case 'tasks':
          return into.part(card ?? cardOfTasks.get(textOf(facts.taskListId)) ?? null, {
            items: [
              {
                text: textOf(facts.name),
                done: facts.isCompleted === true,
                position: numberOf(facts.position),
              },
            ],
          });
        case 'comments':
          return into.part(card, { comments: [commentOf(facts, facts.text)] });
        case 'actions':
          return facts.type === 'commentCard'
            ? into.part(card, { comments: [commentOf(facts, objectOf(facts.data).text)] })
            : undefined;
        case 'attachments': {
          const url = textOf(facts.url) || textOf(objectOf(facts.data).url);
          return into.part(card, { links: [{ name: textOf(facts.name) || url, url }] });
        }
        case 'customFields':
          return withRef(facts.id, (id) => into.field(id, textOf(facts.name), 'text'));
        case 'customFieldValues':
          return withRef(facts.customFieldId, (field) =>
            into.part(card, { values: [{ field, value: textOf(facts.content) }] }),
          );
      }
    };
  },
};

function commentOf({ userId, createdAt }: Values, text: unknown) {
  return { by: refOf(userId), name: null, at: instantOf(createdAt), text: textOf(text) };
}

function readCard(card: Values, into: SourceBook): void {
  const ref = refOf(card.id);
  const column = refOf(card.listId);
  if (ref === null) return;
  const movedAt = instantOf(card.listChangedAt);
  into.card(ref, {
    ...noFacts,
    column,
    position: numberOf(card.position),
    title: textOf(card.name),
    description: textOf(card.description),
    due: instantOf(card.dueDate),
    createdAt: instantOf(card.createdAt),
    updatedAt: instantOf(card.updatedAt),
    moves: movedAt && column ? [{ at: movedAt, to: column }] : [],
    labels: listOf(card.labelIds).flatMap((label) => refOf(label) ?? []),
  });
}
