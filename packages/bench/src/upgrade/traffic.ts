import { setTimeout as pause } from 'node:timers/promises';
import { drawn } from '../overload/random.js';
import { decline, request } from '../stack/asked-board.js';
import type { Balancer } from './balancer.js';
import { Journal } from './journal.js';
import type { LoadedBoard } from './loaded-board.js';

/** The calls of a client among a hundred. */
const kinds = [
  { kind: 'move', weight: 34 },
  { kind: 'create', weight: 10 },
  { kind: 'edit', weight: 8 },
  { kind: 'comment', weight: 4 },
  { kind: 'submit', weight: 6 },
  { kind: 'answer', weight: 5 },
  { kind: 'read', weight: 33 },
] as const;
type Kind = (typeof kinds)[number]['kind'];

/** What clients read of a board. */
export const reads = [
  '',
  '/changes?after=0',
  '/cards?text=card',
  '/requests?state=waiting',
  '/flow/throughput',
  '/flow/ageing',
  '/events?after=0',
  '/intake',
];
/** Milliseconds between two calls of a client. */
const pauseBetween = 30;

type Call = { method: 'GET' | 'POST' | 'PUT' | 'PATCH'; path: string; body?: object; expected: number[] };
type Answer = { status: number; body: Record<string, unknown> };

/** Clients that call without retries, each its own cards and requests, and record what was acknowledged. */
export class Traffic {
  readonly journal = new Journal();
  /** The name of the current step, under which calls are recorded. */
  step = '';
  private stopped = false;
  private readonly clients: Promise<void>[];
  private serial = 0;

  constructor(
    private readonly balancer: Balancer,
    private readonly token: string,
    boards: LoadedBoard[],
    clients: number,
    /** The reads that all versions know. */
    private readonly reads: readonly string[],
    private readonly random: () => number,
  ) {
    this.clients = Array.from({ length: clients }, (_, n) => {
      const board = boards[n % boards.length]!;
      const mates = Math.ceil(clients / boards.length);
      const own = board.cards.filter((_card, at) => at % mates === Math.floor(n / boards.length));
      return this.client(board, own);
    });
    for (const client of this.clients) client.catch(() => {});
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.clients);
  }

  private async client(board: LoadedBoard, cards: number[]): Promise<void> {
    const waiting: number[] = [];
    while (!this.stopped) {
      const { kind } = drawn(kinds, this.random);
      await this.call(kind, board, cards, waiting);
      await pause(pauseBetween * 2 * this.random());
    }
  }

  private async call(kind: Kind, board: LoadedBoard, cards: number[], waiting: number[]): Promise<void> {
    const { journal } = this;
    const card = this.one(cards);
    this.serial += 1;
    const title = `${this.serial} ${request.title}`;
    switch (kind) {
      case 'move': {
        const columnId = this.one(board.columns);
        const path = `${board.path}/cards/${card}/position`;
        const answer = await this.send(kind, {
          method: 'PUT',
          path,
          body: { columnId },
          expected: [200, 409],
        });
        journal.value(board, `card ${card} column`, columnId, answer && answer.status === 200);
        return;
      }
      case 'create': {
        const path = `${board.path}/cards`;
        const answer = await this.send(kind, { method: 'POST', path, body: { title }, expected: [201] });
        if (answer?.status !== 429)
          journal.make(board, 'card', title, (answer?.body.number as number | undefined) ?? null);
        return;
      }
      case 'edit': {
        const path = `${board.path}/cards/${card}`;
        const answer = await this.send(kind, { method: 'PATCH', path, body: { title }, expected: [200] });
        journal.value(board, `card ${card} title`, title, answer && answer.status === 200);
        return;
      }
      case 'comment': {
        const path = `${board.path}/cards/${card}/comments`;
        const answer = await this.send(kind, {
          method: 'POST',
          path,
          body: { text: title },
          expected: [201],
        });
        if (answer?.status !== 429) journal.make(board, 'comment', title, answer && 0);
        return;
      }
      case 'submit': {
        const body = { ...request, title };
        const path = `${board.path}/requests`;
        const answer = await this.send(kind, { method: 'POST', path, body, expected: [201] });
        if (answer?.status === 429) return;
        const number = (answer?.body.number as number | undefined) ?? null;
        journal.make(board, 'request', title, number);
        if (number !== null) waiting.push(number);
        return;
      }
      case 'answer': {
        const number = waiting.shift();
        if (number === undefined) return this.call('read', board, cards, waiting);
        const path = `${board.path}/requests/${number}/answer`;
        const answer = await this.send(kind, { method: 'PUT', path, body: decline, expected: [200] });
        if (answer?.status === 429) waiting.push(number);
        journal.value(board, `request ${number} answer`, decline.kind, answer && answer.status === 200);
        return;
      }
      case 'read':
        // 410: the changes since then are not available.
        await this.send(kind, {
          method: 'GET',
          path: `${board.path}${this.one(this.reads)}`,
          expected: [200, 410],
        });
    }
  }

  /** Returns null if the call failed: then it is unknown whether it took effect. Any call may be refused with 429. */
  private async send(kind: Kind, { method, path, body, expected }: Call): Promise<Answer | null> {
    const { step } = this;
    const begun = performance.now();
    let by = 'none';
    try {
      const { name, pool } = this.balancer.next();
      by = name;
      this.serial += 1;
      const answered = await pool.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${this.token}`,
          ...(method === 'POST' && { 'idempotency-key': `trial-${this.serial}` }),
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body ? JSON.stringify(body) : null,
      });
      const text = await answered.body.text();
      const { statusCode: status } = answered;
      const isExpected = status === 429 || expected.includes(status);
      const failure = isExpected ? null : `${status}: ${text.slice(0, 300)}`;
      this.journal.call({ step, kind, by, milliseconds: performance.now() - begun, failure });
      return isExpected ? { status, body: method === 'GET' ? {} : JSON.parse(text || '{}') } : null;
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      const failure = `no answer: ${code ?? message}`;
      this.journal.call({ step, kind, by, milliseconds: performance.now() - begun, failure });
      return null;
    }
  }

  private one<Each>(of: readonly Each[]): Each {
    return of[Math.floor(this.random() * of.length)]!;
  }
}
