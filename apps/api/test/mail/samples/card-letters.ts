import { languages, message, mira, notice, type Sample } from './sample.js';

const card = { ref: 'PLAT-4', title: 'Exports of evil.test', comment: null };
const comment = { ...card, comment: message };
const rows: [name: string, facts: object][] = [
  ['assigned', { kind: 'assigned', by: mira, card }],
  ['assigned by the system', { kind: 'assigned', by: null, card }],
  ['mentioned', { kind: 'mentioned', by: mira, card: comment }],
  ['mentioned in a description', { kind: 'mentioned', by: mira, card }],
  ['commented', { kind: 'commented', by: mira, card: comment }],
  ['card blocked', { kind: 'cardBlocked', by: mira, reason: message, card }],
  ['card unblocked', { kind: 'cardUnblocked', by: mira, reason: message, card }],
  ['due soon', { kind: 'dueSoon', by: null, dueOn: '2031-12-20', item: null, card }],
  ['item due soon', { kind: 'dueSoon', by: null, dueOn: '2031-12-20', item: 'Sign evil.test', card }],
  [
    'overridden',
    {
      kind: 'overridden',
      by: mira,
      limits: [{ scope: 'column', of: 'Doing', max: 3, load: 4, reason: message }],
    },
  ],
];

export const cardLetters: Sample[] = languages.flatMap((language) =>
  rows.map(([name, facts]) => ({
    ...{ name, language, says: [] },
    letter: notice(language, { board: 'Platform', ...facts }, null),
  })),
);
