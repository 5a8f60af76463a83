import { expect, test } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { isDeep } from '../model/depth.js';
import { aBoard, type RecordedEvent } from '../support/board.js';
import type { People } from '../support/people.js';
import type { Answer, HeaderValues } from '../support/person.js';
import { all } from './crowd.js';
import { historyOf } from './history.js';
import { twoInstances } from './instances.js';

// Writes that are sent together share a connection. It is cut while they run, and each is sent again with its key until it
// is answered, to either instance.

const { api, second } = twoInstances();
const { member } = api.people;

type Attempt<Body> = (people: People, key: HeaderValues) => Promise<Answer<Body>>;
type Decided = { text: string; answer: Answer<unknown>; again: () => Promise<Answer<unknown>> };

test('groups whose connections are cut at random take effect once each, and every retry gets its own answer', async () => {
  const intake = { depth: 500, openPerRequester: 500, perRequesterPerHour: 500 };
  const board = await aBoard().column('Doing').intake(intake).make();
  const decided: Decided[] = [];
  let cut = 0;

  await all(16, async (client) => {
    for (let turn = 0; turn < (isDeep ? 25 : 2) || cut === 0; turn += 1) {
      const text = `Work ${client}-${turn}`;
      const { number } = await write(text, ({ member }, key) =>
        member.createCard(board, { title: text }, key),
      );
      const edited = `${text} edited`;
      await write(edited, ({ member }, key) => member.patchCard(board, number, { title: edited }, key));
      await write(edited, ({ member }, key) => member.moveCard(board, number, { column: 'Doing' }, key));
      const asked = `Request ${client}-${turn}`;
      const request = await write(asked, ({ requester }, key) =>
        requester.submit(board, { title: asked }, key),
      );
      const answer = { kind: 'decline', reason: 'noCapacity', message: `No to ${asked}` };
      await write(asked, ({ manager }, key) => manager.answer(board, request.number, answer, key));
      cut += await cutGroups();
    }
  });

  expect(decided.filter(({ answer }) => answer.status >= 300)).toEqual([]);
  // Each is answered with its own card or request.
  expect(decided.filter(({ text, answer }) => (answer.body as { title: string }).title !== text)).toEqual([]);
  const events = await historyOf(member, board.path);
  const written = events.flatMap(textsOf);
  expect(written.length).toBe(new Set(written).size);
  // The board itself is the first event.
  expect(events).toHaveLength(decided.length + 1);
  const again = await Promise.all(decided.slice(-10).map(({ again }) => again()));
  expect(again.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual(again.map(() => 'true'));

  async function write<Body>(text: string, attempt: Attempt<Body>): Promise<Body> {
    const key = { 'idempotency-key': uuid() };
    for (let sent = 0; ; sent += 1) {
      const answer = await attempt(sent % 2 === 0 ? api.people : second.people, key);
      if (answer.status === 503) continue;
      decided.push({ text, answer, again: () => attempt(api.people, key) });
      return answer.body;
    }
  }
});

/** Ends the connections of the groups under way. Returns how many. */
async function cutGroups(): Promise<number> {
  const { rowCount } = await api.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'weir-api' AND state = 'active'
        AND query LIKE '%FROM weir.run_group%'`,
  );
  return rowCount ?? 0;
}

/** The texts that the writes above give, each once. */
function textsOf({ changes }: RecordedEvent): string[] {
  return changes.flatMap((change) => {
    const { title, message } = ('to' in change ? change.to : {}) as { title?: string; message?: string };
    return [title, message].filter((text) => text !== undefined);
  });
}
