import { expect, test } from '@jest/globals';
import { limitFaults, Replay } from '../src/index.js';
import { AHistory, bao, doing, ready, texts } from './a-history.js';

test('finds a limit that was exceeded only for a moment', () => {
  const within = new AHistory()
    .created(1, doing)
    .created(2)
    .created(3)
    .moved(2, doing!, 2)
    .moved(1, ready!, 2);
  expect(limitFaults([within.moved(3, doing!, 2).board()])).toEqual([]);
  const over = new AHistory().created(1, doing).created(2).created(3).moved(2, doing!, 2);
  expect(texts(limitFaults([over.moved(3, doing!, 2).moved(1, ready!, 2).board()]))).toEqual([
    'MAIN: event 7 (card.moved) takes the column limit of-doing from 2 to 3 of 2, without a right entry in the log of overrides',
  ]);
});

test('accepts an override that the log has, and finds one with wrong figures', () => {
  const full = () =>
    new AHistory()
      .event('limit.changed', [{ limit: 'of-doing', from: { mode: 'block' }, to: { mode: 'reason' } }])
      .created(1, doing)
      .created(2, doing)
      .created(3, doing);
  const entry = {
    limit: { id: 'of-doing' },
    max: 2,
    load: 2,
    gain: 1,
    mode: 'reason',
    reason: 'Down',
  } as const;
  expect(limitFaults([full().overridden(entry).board()])).toEqual([]);
  expect(
    limitFaults([
      full()
        .overridden({ ...entry, load: 1 })
        .board(),
    ]),
  ).toHaveLength(1);
  expect(limitFaults([full().board()])).toHaveLength(1);
});

test('a limit can be lowered below its load, and the load must not grow then', () => {
  const lowered = new AHistory()
    .created(1, doing)
    .created(2, doing)
    .event('limit.changed', [{ limit: 'of-doing', from: { max: 2 }, to: { max: 1 } }]);
  expect(limitFaults([lowered.board()])).toEqual([]);
  expect(limitFaults([lowered.moved(1, ready!, 2).created(3, doing).board()])).toHaveLength(1);
});

test('counts cards that plain SQL archived, restored and deleted', () => {
  const written = (to: Record<string, unknown> | null) => [{ table: 'cards' }, { card: 1, from: {}, to }];
  const by = { actor: null };
  const drained = new AHistory()
    .created(1, doing)
    .created(2, doing)
    .event('board.changed', written({ archivedAt: '2026-01-01T00:00:00.000Z' }), by)
    .created(3, doing);
  expect(limitFaults([drained.board()])).toEqual([]);
  expect(
    limitFaults([drained.event('board.changed', written({ archivedAt: null }), by).board()]),
  ).toHaveLength(1);
  const deleted = new AHistory().created(1, doing).created(2, doing);
  expect(limitFaults([deleted.event('board.changed', written(null), by).created(3, doing).board()])).toEqual(
    [],
  );
});

test('counts a limit of a person over all boards, in the order of the commits', () => {
  const two = (second: number) => {
    const main = new AHistory('MAIN').event(
      'limit.added',
      [{ limit: 'of-bao', to: { scope: 'person', userId: bao, across: 'workspace', max: 1, mode: 'block' } }],
      { commit: 1 },
    );
    main.created(1, doing, { commit: 2 }, [bao!]).moved(1, ready!, 2, { commit: 4 });
    return [main.board(), new AHistory('SIDE').created(1, doing, { commit: second }, [bao!]).board()];
  };
  expect(limitFaults(two(5))).toEqual([]);
  expect(texts(limitFaults(two(3)))).toEqual([
    'SIDE: event 3 (card.created) takes the limit of-bao of a person across the boards from 1 to 2 of 1, without a right entry in the log of overrides',
  ]);
});

test('counts the cards that a board had before its first event', () => {
  const begun = new Replay();
  begun.check(new AHistory().created(1, doing).created(2, doing).board().events, []);
  const changes = [{ card: 3, to: { columnId: doing, title: 'Third' } }];
  const events = [{ seq: 5, type: 'card.created', at: new Date(), actor: bao!, changes }];
  expect(limitFaults([{ key: 'MAIN', clock: 5, overrides: [], begun, events }])).toHaveLength(1);
});
