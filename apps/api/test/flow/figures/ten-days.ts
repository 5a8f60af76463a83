import { currentApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { dayOf, nextDay } from './local-days.js';

/** Its clock never changes. */
export const timeZone = 'Asia/Kolkata';

/** Waits for nine in the morning, and returns that day. */
export function atNine(): string {
  const api = currentApi();
  api.clock.stop();
  const nine = Date.parse(`${nextDay(dayOf(api.clock.now().getTime(), timeZone))}T03:30:00Z`);
  api.clock.pass({ minutes: (nine - api.clock.now().getTime()) / 60_000 });
  return dayOf(nine, timeZone);
}

/** Ten days, counted from the first, of five cards: reopened, put back, blocked, archived, deleted, and of another class since. */
export async function tenDays() {
  const api = currentApi();
  const { manager, member } = api.people;
  const board = await aBoard().intake({ timeZone }).column('Doing', { split: true }).column('Review').make();
  const first = atNine();
  const move = async (card: number, column: string, more = {}) => {
    const { status, body } = await member.moveCard(board, card, { column, ...more });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  // Only what is ready to pull moves on.
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
