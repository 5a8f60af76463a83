import { todayIn } from '@weir/domain';
import { currentApi } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';

/** The zone in which the boards of these tests count their days. */
export const timeZone = 'Pacific/Auckland';

export const today = () => todayIn(currentApi().clock.now(), timeZone);

/** Delivers this many cards on each day, the last one yesterday. Returns the history. */
export async function deliver(
  board: BoardUnderTest,
  ...aDay: number[]
): Promise<{ day: string; delivered: number }[]> {
  const history: { day: string; delivered: number }[] = [];
  for (const delivered of aDay) {
    await board.cards('Done', delivered);
    history.push({ day: today(), delivered });
    currentApi().clock.pass({ days: 1 });
  }
  return history;
}
