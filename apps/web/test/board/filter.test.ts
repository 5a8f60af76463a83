import { type CustomField, NewSavedView } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { chipsOf } from '@/features/board/filter/chips';
import { isFilterable } from '@/features/board/filter/field-conditions';
import {
  type BoardFilter,
  nobody,
  noFilter,
  passes,
  readFilter,
  toggled,
  withMembersOf,
  writeFilter,
} from '@/features/board/filter/filter';
import { queryOfView } from '@/features/board/views/view-query';
import { keyboardTarget } from '@/lib/board/keyboard-moves';
import { aBoard } from '../a-board.ts';

const choice = (id: string, ...options: string[]): CustomField => ({
  ...{ id, name: id, kind: 'choice', onCards: true },
  options: options.map((name) => ({ id: name, name, colour: 'red' })),
});
const fields = [choice('Risk', 'high', 'low'), choice('Product', 'shop', 'app')];
const compared = {
  today: '2026-11-24',
  timeZone: 'Europe/Berlin',
  fields,
  serviceLevels: { expedite: null, fixedDate: null, standard: { percent: 85, days: 9 }, intangible: null },
  riskAges: [{ classOfService: 'standard' as const, columnId: 'Dev', days: 7 }],
};
const blocked = { reason: 'Waits for Legal', since: '2026-11-22T12:00:00Z', by: null };

const board = aBoard()
  .queue('Ready', {
    cards: [
      { title: 'Café menu', labelIds: ['bug'], fields: { Risk: 'high' } },
      { classOfService: 'expedite', of: 'Bao', fields: { Risk: 'low', Product: 'shop' } },
    ],
  })
  .active('Dev', {
    cards: [
      { of: 'Bao', committedAt: '2026-11-16T12:00:00Z', dueOn: '2026-11-20', fields: { Product: 'app' } },
      { of: 'Kasia', blocked, dueOn: '2026-11-30', labelIds: ['bug', 'risk'] },
    ],
  })
  .done('Done', { cards: [{ of: 'Bao', dueOn: '2026-11-01', committedAt: '2026-10-01T12:00:00Z' }] })
  .made();

const { t } = createWords('en');
const written = { day: (date: string) => date, number: (value: number) => `${value}` };

const shownBy = (filter: Partial<BoardFilter>) =>
  board.cards
    .filter((card) => passes({ ...noFilter, ...filter }, card, compared))
    .map(({ number }) => number);

it('shows the cards of any chosen person and of nobody, and only if they pass the other parts too', () => {
  expect(shownBy({})).toEqual([1, 2, 3, 4, 5]);
  expect(shownBy({ people: ['Bao'] })).toEqual([2, 3, 5]);
  expect(shownBy({ people: ['Bao', nobody] })).toEqual([1, 2, 3, 5]);
  expect(shownBy({ people: ['Bao'], classes: ['expedite', 'fixedDate'] })).toEqual([2]);
  expect(shownBy({ people: ['Bao'], isBlocked: true })).toEqual([]);
  expect(shownBy({ isBlocked: true })).toEqual([4]);
});

it('shows the cards in progress that are at risk or late for the service level of their class', () => {
  const at = (today: string) => (sle: BoardFilter['sle']) =>
    board.cards
      .filter((card) => passes({ ...noFilter, sle }, card, { ...compared, today }))
      .map(({ number }) => number);
  expect(at('2026-11-21')(['atRisk', 'broken'])).toEqual([]);
  expect(at('2026-11-22')(['atRisk'])).toEqual([3]);
  expect(at('2026-11-22')(['broken'])).toEqual([]);
  expect(at('2026-11-25')(['atRisk'])).toEqual([]);
  expect(at('2026-11-25')(['atRisk', 'broken'])).toEqual([3]);
});

it('a filter by a team shows the cards of its members, together with those of chosen people', () => {
  const team = { id: 'platform', version: 1, name: 'Platform', members: [{ id: 'Kasia', name: 'Kasia' }] };
  const people = (...ids: string[]) => withMembersOf({ ...noFilter, people: ids }, [team]).people;
  expect(shownBy({ people: people('platform') })).toEqual([4]);
  expect(shownBy({ people: people('platform', 'Bao') })).toEqual([2, 3, 4, 5]);
  expect(shownBy({ people: people('a deleted team') })).toEqual([]);
});

it('a card that an open card blocks by a link passes as blocked', () => {
  const [card] = board.cards;
  const linked = { ...card!, blockedBy: ['OPS-7'] };
  expect(passes({ ...noFilter, isBlocked: true }, linked, compared)).toBe(true);
  const delivered = { ...linked, deliveredAt: '2026-11-24T10:00:00Z' };
  expect(passes({ ...noFilter, isBlocked: true }, delivered, compared)).toBe(false);
});

it('shows the cards with any chosen label', () => {
  expect(shownBy({ labels: ['bug'] })).toEqual([1, 4]);
  expect(shownBy({ labels: ['risk', 'gone'] })).toEqual([4]);
  expect(shownBy({ labels: ['bug'], isBlocked: true })).toEqual([4]);
});

it('shows the cards with any chosen option of a custom field, and with one of each field that has one', () => {
  expect(shownBy({ options: ['high'] })).toEqual([1]);
  expect(shownBy({ options: ['high', 'low'] })).toEqual([1, 2]);
  expect(shownBy({ options: ['low', 'high', 'shop', 'app'] })).toEqual([2]);
  expect(shownBy({ options: ['low', 'app'] })).toEqual([]);
  expect(shownBy({ options: ['gone'] })).toEqual([]);
  expect(shownBy({ options: ['gone', 'app'] })).toEqual([3]);
});

it('shows the cards whose text, number or day meets the condition on its field, or that have no value of it', () => {
  const note = { ...choice('Note'), kind: 'text' as const };
  const effort = { ...choice('Effort'), kind: 'number' as const, onCards: false };
  const launch = { ...choice('Launch'), kind: 'date' as const, onCards: false };
  const { cards } = aBoard()
    .queue('Ready', {
      cards: [
        { fields: { Note: 'For Café Acme', Effort: -3, Launch: '2026-12-01', Risk: 'high' } },
        { fields: { Note: 'Bakery', Effort: 2.5, Launch: '2026-11-30' } },
        { fields: { Effort: 10 } },
      ],
    })
    .made();
  const all = [...fields, note, effort, launch];
  const meeting = (values: BoardFilter['values'], options: string[] = [], known = all) =>
    cards
      .filter((card) => passes({ ...noFilter, values, options }, card, { ...compared, fields: known }))
      .map(({ number }) => number);
  const range = (field: string, from: string, to: string) => ({ field, is: 'range' as const, from, to });

  expect(meeting([{ field: 'Note', is: 'text', text: 'CAFE a' }])).toEqual([1]);
  expect(meeting([range('Effort', '-3', '2.5')])).toEqual([1, 2]);
  expect(meeting([range('Effort', '3', '')])).toEqual([3]);
  expect(meeting([range('Launch', '', '2026-11-30')])).toEqual([2]);
  expect(meeting([range('Launch', '2026-11-30', '')])).toEqual([1, 2]);
  expect(meeting([{ field: 'Note', is: 'none' }])).toEqual([3]);
  // Another field must be met too; an option and no value of one field are two choices of it.
  expect(meeting([range('Effort', '0', ''), { field: 'Launch', is: 'none' }])).toEqual([3]);
  expect(meeting([{ field: 'Risk', is: 'none' }])).toEqual([2, 3]);
  expect(meeting([{ field: 'Risk', is: 'none' }], ['high'])).toEqual([1, 2, 3]);
  // The board has lost the field, or the values of a text that cards no longer show.
  expect(meeting([{ field: 'gone', is: 'none' }])).toEqual([]);
  expect(meeting([{ field: 'Note', is: 'none' }], [], [{ ...note, onCards: false }])).toEqual([]);

  const chips = chipsOf(
    t,
    { people: [], teams: [], labels: [], fields: all },
    {
      ...noFilter,
      values: [
        range('Effort', '1', '2.5'),
        range('Launch', '', '2026-12-01'),
        { field: 'Note', is: 'text', text: 'acme' },
        { field: 'Risk', is: 'none' },
        { field: 'gone', is: 'none' },
      ],
    },
    written,
  );
  expect(chips.map(({ name }) => name)).toEqual([
    'Effort: 1 to 2.5',
    'Launch: up to 2026-12-01',
    'Note: contains “acme”',
    'Risk: No value',
    'Removed field',
  ]);
});

it('names each chosen option with its field, and removes one at a time', () => {
  const chosen = { ...noFilter, options: ['gone', 'app', 'low'] };
  const chips = chipsOf(t, { people: [], teams: [], labels: [], fields }, chosen, written);
  expect(chips.map(({ name }) => name)).toEqual(['Risk: low', 'Product: app', 'Removed option']);
  const left = chips.map(({ without }) => without(chosen).options);
  expect(left).toEqual([
    ['gone', 'app'],
    ['gone', 'low'],
    ['app', 'low'],
  ]);
});

it('offers every field but texts that faces do not show, and keeps what is unknown apart', () => {
  const field = (kind: CustomField['kind'], onCards = false) => ({ ...choice('Field'), kind, onCards });
  const offered = [field('number'), field('date'), field('text', true), { ...fields[0]!, onCards: false }];
  expect([...offered, field('text'), choice('Empty')].filter(isFilterable)).toEqual(offered);
  const unknown = { ...noFilter, people: ['one', 'two'], labels: ['one', 'two'] };
  const chips = chipsOf(t, { people: [], teams: [], labels: [], fields }, unknown, written);
  expect(new Set(chips.map(({ id }) => id)).size).toBe(4);
});

it('takes age and due dates of work that is not delivered, as the cards show them', () => {
  // Committed on the 16th: the 24th is its ninth day.
  expect(shownBy({ age: 8 })).toEqual([3]);
  expect(shownBy({ age: 11 })).toEqual([]);
  expect(shownBy({ due: 'late' })).toEqual([3]);
  expect(shownBy({ due: 'week' })).toEqual([4]);
  expect(shownBy({ due: 'any' })).toEqual([3, 4]);
});

it('finds every word of a text in a card, without case and accents', () => {
  expect(shownBy({ text: 'cafe  MENU' })).toEqual([1]);
  expect(shownBy({ text: 'kasia legal' })).toEqual([4]);
  expect(shownBy({ text: 'plat-3' })).toEqual([3]);
  expect(shownBy({ text: 'menu legal' })).toEqual([]);
});

it('is read from an address as it was written, without what it does not know, and leaves the rest of the address', () => {
  const filter: BoardFilter = {
    people: ['Bao', nobody],
    classes: ['fixedDate'],
    labels: ['bug', 'risk'],
    options: ['high', 'app'],
    values: [
      { field: 'Note', is: 'text', text: 'a: b & c..d' },
      { field: 'Effort', is: 'range', from: '-2.5', to: '' },
      { field: 'Launch', is: 'range', from: '2026-11-01', to: '2026-12-01' },
      { field: 'Risk', is: 'none' },
    ],
    age: 5,
    due: 'week',
    isBlocked: true,
    sle: ['broken' as const],
    text: 'gateway & co',
  };
  const address = writeFilter(new URLSearchParams('card=7&text=old'), filter);
  expect(address.get('card')).toBe('7');
  expect(readFilter(new URLSearchParams(`${address}`))).toEqual(filter);
  expect(`${writeFilter(address, noFilter)}`).toBe('card=7');
  expect(
    readFilter(
      new URLSearchParams(
        'class=gold,expedite&age=3&due=soon&blocked=1&value=a:range:..&value=a:range:x..2&value=:none&value=a:text:&value=a',
      ),
    ),
  ).toEqual({ ...noFilter, classes: ['expedite'] });
  expect([toggled([1, 2], 1), toggled([1], 2)]).toEqual([[2], [1, 2]]);
});

it('is saved in a view as a whole', () => {
  const filter: BoardFilter = {
    ...{ ...noFilter, people: ['Bao'], labels: ['bug'], options: ['high', 'app'], text: 'gateway' },
    values: [
      { field: 'Note', is: 'text', text: 'a: b & c' },
      { field: 'Effort', is: 'none' },
    ],
  };
  const query = queryOfView(writeFilter(new URLSearchParams('card=7'), filter));
  expect(NewSavedView.parse({ name: 'High', query }).query).toBe(query);
  expect(readFilter(new URLSearchParams(query))).toEqual(filter);
});

it('moves a card by key past the next card that is shown, not past a hidden one', () => {
  const three = aBoard()
    .queue('Ready', { cards: [{ of: 'Bao' }, { of: 'Kasia' }, { of: 'Bao' }] })
    .made();
  const shown = { ...three, cards: three.cards.filter(({ number }) => number !== 2) };
  expect(keyboardTarget(shown, three.cards[2]!, 'up')).toEqual({ columnId: 'Ready', before: 1 });
  expect(keyboardTarget(three, three.cards[2]!, 'up')).toEqual({ columnId: 'Ready', before: 2 });
});
