import { setTimeout as pause } from 'node:timers/promises';
import { drawn } from '../overload/random.js';
import { decline, request } from '../stack/asked-board.js';
import type { Balancer } from './balancer.js';
import { Journal } from './journal.js';
import type { LoadedBoard } from './loaded-board.js';

/** The kinds of calls, with their shares in percent. */
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

/** The paths below a board that clients read. */
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
/** The mean pause between two calls of a client, in milliseconds. */
const pauseBetween = 30;

type Call = { method: 'GET' | 'POST' | 'PUT' | 'PATCH'; path: string; body?: object; expected: number[] };
/** `isRefused`: because of a rate limit or overload, without an effect. */
type Answer = { status: number; isRefused: boolean; body: Record<string, unknown> };

/** Clients that make calls without retries and record the answers. Each has its own cards and requests. */
export class Traffic {
  readonly journal = new Journal();
  /** The name of the current step, which is recorded with each call. */
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
    const card = this.one(cards);
    const cardPath = `${board.path}/cards/${card}`;
    this.serial += 1;
    const title = `${this.serial} ${request.title}`;
    switch (kind) {
      case 'move': {
        const columnId = this.one(board.columns);
        const call = { path: `${cardPath}/position`, body: { columnId }, expected: [200, 409] };
        await this.change(kind, board, `card ${card} column`, columnId, { method: 'PUT', ...call });
        return;
      }
      case 'create':
        await this.make(kind, board, 'card', title, `${board.path}/cards`, { title });
        return;
      case 'edit': {
        const call = { path: cardPath, body: { title }, expected: [200] };
        await this.change(kind, board, `card ${card} title`, title, { method: 'PATCH', ...call });
        return;
      }
      case 'comment':
        await this.make(kind, board, 'comment', title, `${cardPath}/comments`, { text: title });
        return;
      case 'submit': {
        const body = { ...request, title };
        const number = await this.make(kind, board, 'request', title, `${board.path}/requests`, body);
        if (number !== null) waiting.push(number);
        return;
      }
      case 'answer': {
        const number = waiting.shift();
        if (number === undefined) return this.call('read', board, cards, waiting);
        const call = { path: `${board.path}/requests/${number}/answer`, body: decline, expected: [200] };
        const thing = `request ${number} answer`;
        const answer = await this.change(kind, board, thing, decline.kind, { method: 'PUT', ...call });
        if (answer?.isRefused) waiting.push(number);
        return;
      }
      case 'read': {
        const path = `${board.path}${this.one(this.reads)}`;
        // 410: the changes since then are not available.
        await this.send(kind, { method: 'GET', path, expected: [200, 410] });
      }
    }
  }

  /** Changes a thing and records its value. */
  private async change(
    kind: Kind,
    board: LoadedBoard,
    thing: string,
    value: string,
    call: Call,
  ): Promise<Answer | null> {
    const answer = await this.send(kind, call);
    this.journal.value(board, thing, value, answer && answer.status === 200);
    return answer;
  }

  /** Creates a thing and records it. Returns its number; null if the call failed or was refused. */
  private async make(
    kind: Kind,
    board: LoadedBoard,
    what: 'card' | 'comment' | 'request',
    text: string,
    path: string,
    body: object,
  ): Promise<number | null> {
    const answer = await this.send(kind, { method: 'POST', path, body, expected: [201] });
    if (answer?.isRefused) return null;
    const number = answer && Number(answer.body.number ?? 0);
    this.journal.make(board, what, text, number !== null);
    return number;
  }

  /** Returns null if the call failed. It may have taken effect even then. A refusal is no failure. */
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
      const isRefused = status === 429 || (status === 503 && text.includes('"code":"overloaded"'));
      const isExpected = isRefused || expected.includes(status);
      const failure = isExpected ? null : `${status}: ${text.slice(0, 300)}`;
      this.journal.call({ step, kind, by, milliseconds: performance.now() - begun, failure });
      return isExpected
        ? { status, isRefused, body: method === 'GET' ? {} : JSON.parse(text || '{}') }
        : null;
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
