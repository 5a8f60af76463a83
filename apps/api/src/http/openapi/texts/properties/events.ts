import type { PropertyTexts } from './property-texts.js';

/** Events of boards and of the workspace. */
export const eventTexts: PropertyTexts = {
  cause: 'Why the gate moved by itself.',
  change: 'What changed: `from` before, `to` after.',
  changes:
    'What changed, one entry for each thing: `from` is null or absent for something new, `to` for something that is gone.',
  cursor: [
    'The position after the last item. Send it as `cursor` or `Last-Event-ID` to continue there.',
    'MDE5OGMwZGU',
  ],
  event: 'The event.',
  fromName: 'The name before.',
  hasMore: 'Whether more events have happened already.',
  hours: ['Hours that the oldest request waits.', 30],
  invitation: 'The id of the invitation.',
  import: 'The id of the import.',
  problem: 'Why it ended early; null: it did not.',
  processed: ['How many cards are finished.', 40],
  resync: '`true`: too much changed to list. Read the board again.',
  rows: ['How many rows the statement wrote.', 612],
  table: ['The table that plain SQL wrote.', 'cards'],
  team: 'The id of the team.',
  to: 'The values after; null: it is gone.',
  'Event.from': 'The values before; null: it is new.',
  'Event.to': 'The values after; null: it is gone.',
  'Event.type': 'What happened.',
  'Event.request': ['The number of the request.', 7],
  'Event.comment': 'The id of the comment.',
  'Event.checklistItems': ['How many items of a checklist were removed.', 2],
  'Event.blocked': 'The block of the card; null: it ended.',
  'AuditEntry.board': ['The key of the board; null: the workspace itself.', 'PLAT'],
};
