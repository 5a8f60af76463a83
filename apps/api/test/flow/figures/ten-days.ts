import { currentApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { atNine, timeZone } from './clock.js';
import { nextDay } from './local-days.js';

/** Ten days of five cards that are reopened, put back, blocked, archived, deleted, or get another class. */
export async function tenDays() {
  const api = currentApi();
  const { manager, member } = api.people;
  const board = await aBoard().intake({ timeZone }).column('Doing', { split: true }).column('Review').make();
  const first = atNine();
  const move = async (card: number, column: string, more = {}) => {
    const { status, body } = await member.moveCard(board, card, { column, ...more });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  // Only cards that are ready to pull move on.
  const finish = async (card: number) => {
    await move(card, 'Doing', { half: 'done' });
    await move(card, 'Done');
  };
  const days: (() => Promise<unknown>)[] = [
    async () => {
      await board.cards('Ready', 1);
      await board.cards('Doing', 1);
    },
    async () => {
      await move(1, 'Doing');
      await board.cards('Ready', 1, { classOfService: 'expedite' });
    },
    async () => {
      await move(2, 'Doing', { half: 'done' });
      await member.put(`${board.path}/cards/1/block`, { reason: 'Waiting for Finance' });
    },
    () => move(2, 'Done'),
    async () => {
      await member.delete(`${board.path}/cards/1/block`);
      await move(3, 'Doing');
    },
    async () => {
      await finish(1);
      await move(3, 'Ready');
    },
    async () => {
      await move(2, 'Review');
      await move(3, 'Doing');
    },
    async () => {
      await move(2, 'Done');
      await member.patchCard(board, 3, { classOfService: 'standard' });
    },
    async () => {
      await finish(3);
      await member.archive(board, 1);
      await board.cards('Doing', 2);
    },
    async () => {
      await member.archive(board, 4);
      await finish(5);
      await member.archive(board, 5);
      await manager.delete(`${board.path}/cards/5`);
    },
  ];
  for (const day of days) {
    await day();
    api.clock.pass({ days: 1 });
  }
  return { board, day: (n: number) => nextDay(first, n), window: `?from=${first}&to=${nextDay(first, 10)}` };
}
