/** A small, invented export of Trello in its documented shape. */

const second = (instant: string) => Math.floor(Date.parse(instant) / 1000).toString(16);
/** An id that contains the time of creation, as Trello’s ids do. */
export const madeAt = (instant: string, n = 1) => `${second(instant)}${String(n).padStart(16, '0')}`;

type Facts = Record<string, unknown>;
export type TrelloCard = Facts & { id: string; name: string; idList: string };

export const lists = {
  ideas: { id: 'l-ideas', name: 'Ideas', closed: false, pos: 1, softLimit: null },
  doing: { id: 'l-doing', name: 'Doing', closed: false, pos: 2, softLimit: 2 },
  done: { id: 'l-done', name: 'Done', closed: false, pos: 3, softLimit: null },
  old: { id: 'l-old', name: 'Last year', closed: true, pos: 4, softLimit: null },
};

export function trelloBoard(cards: readonly TrelloCard[], more: Facts = {}): Facts {
  return {
    id: 'b1',
    name: 'Website',
    prefs: { permissionLevel: 'private' },
    actions: [],
    cards,
    labels: [
      { id: 'label-bug', name: 'Bug', color: 'red_dark' },
      { id: 'label-sky', name: '', color: 'sky' },
    ],
    lists: Object.values(lists).toReversed(),
    members: [
      { id: 'm-member', fullName: 'Mia Member', username: 'mia' },
      { id: 'm-gone', fullName: 'Gone Person', username: 'gone' },
    ],
    checklists: [],
    customFields: [],
    ...more,
  };
}

export function trelloCard(name: string, list: keyof typeof lists, more: Facts = {}): TrelloCard {
  return {
    id: madeAt('2026-01-05T10:00:00Z', name.length),
    name,
    idList: lists[list].id,
    closed: false,
    pos: 1,
    ...more,
  };
}

/** The move of a card to a list. */
export function moved(card: string, list: keyof typeof lists, date: string): Facts {
  return { type: 'updateCard', date, data: { card: { id: card }, listAfter: { id: lists[list].id } } };
}
