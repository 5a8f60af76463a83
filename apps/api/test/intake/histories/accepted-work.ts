import { expect } from '@jest/globals';
import type { Request, WorkState } from '@weir/contract';
import type { Api } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import { type CardRow, cardsOf } from './plain-sql.js';

const nos = ['decline', 'defer', 'withdrawn', 'expired', 'shed'];

/** What became of accepted requests, as it follows from the columns of their cards, no matter who moved them. */
export class AcceptedWork {
  /** Requests whose card was in a column after the queue, and those whose last card was delivered. */
  private readonly wasBegun = new Set<number>();
  private readonly wasDelivered = new Set<number>();
  readonly seen = new Set<WorkState>();

  constructor(
    private readonly api: Api,
    private readonly board: BoardUnderTest,
  ) {}

  /** Checks the state of each accepted request, its reason and its ticket. No work is promised twice. */
  async check(requests: readonly Request[], byTicket: ReadonlySet<number>): Promise<void> {
    const cards = new Map((await cardsOf(this.api, this.board)).map((card) => [card.request, card]));
    const states = new Map<number, WorkState>();
    for (const { number, answer, work, ticket } of requests) {
      if (answer?.kind !== 'accept') continue;
      const state = this.stateOf(number, cards.get(number));
      const isLost = state === 'takenOff';
      expect({ number, state: work?.state, hasTicket: ticket !== null }).toEqual({
        ...{ number, state, hasTicket: isLost },
      });
      expect({ number, hasReason: work?.reason !== null }).toEqual({
        ...{ number, hasReason: isLost || state === 'putBack' },
      });
      states.set(number, state);
      this.seen.add(state);
    }
    for (const { number, follows, answer } of requests) {
      if (!follows || !byTicket.has(number) || nos.includes(answer?.kind ?? '')) continue;
      const before = states.get(follows.number) ?? 'takenOff';
      expect({ number, before, isPromisedTwice: !['takenOff', 'delivered'].includes(before) }).toEqual({
        ...{ number, before, isPromisedTwice: false },
      });
    }
  }

  private stateOf(request: number, card: CardRow | undefined): WorkState {
    if (!card) return this.wasDelivered.has(request) ? 'delivered' : 'takenOff';
    if (card.kind === 'done') this.wasDelivered.add(request);
    else this.wasDelivered.delete(request);
    const isPutBack = card.kind === 'queue' && this.wasBegun.has(request);
    if (card.kind !== 'queue') this.wasBegun.add(request);
    if (card.kind === 'done') return 'delivered';
    if (card.archived) return 'takenOff';
    if (card.kind === 'active') return 'begun';
    return isPutBack ? 'putBack' : 'queued';
  }

  /** Nothing that was accepted ends without a message: the last state of each is announced. */
  async checkTheEnd(): Promise<void> {
    this.api.clock.pass({ minutes: 11 });
    await this.api.service('SweepService').sweep();
    const { rows } = await this.api.pool.query(
      `SELECT r.number, l.state, count(s.*) FILTER (WHERE s.settled_at IS NULL)::int AS open,
              (array_agg(s.state ORDER BY s.n DESC) FILTER (WHERE s.announced))[1] AS announced,
              EXISTS (SELECT FROM notices n WHERE n.request_id = r.id AND n.kind::text = l.state::text) AS noticed
         FROM boards b
         JOIN requests r      ON r.board_id = b.id
         JOIN request_steps s ON s.request_id = r.id
        CROSS JOIN LATERAL weir.last_step(r.workspace_id, r.board_id, r.id) l
        WHERE b.key = $1 GROUP BY r.number, r.id, l.state ORDER BY 1`,
      [this.board.key],
    );
    for (const { number, state, open, announced, noticed } of rows) {
      const isEnd = state === 'takenOff' || state === 'delivered';
      expect({ number, open, announced, noticed: noticed || !isEnd }).toEqual({
        ...{ number, open: 0, announced: state, noticed: true },
      });
    }
  }
}
