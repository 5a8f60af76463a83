import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '@weir/contract';
import { v7 as uuid } from 'uuid';

export type Write = { key: string; method: 'POST' | 'PUT'; path: string; body: object };
/** The final answer to a write, and how many answers were lost before. */
export type Decided = { write: Write; status: number; body: Card; lost: number };

/**
 * Careful clients that write to a board without pause. Every write has an idempotency key and is sent again unchanged
 * until an answer comes. One in five is sent twice at once.
 */
export class Load {
  readonly decided: Decided[] = [];
  private stopped = false;
  private abandoned = false;
  private waiting: { count: number; resolve: () => void; reject: (reason: Error) => void }[] = [];
  private readonly clients: Promise<void>[];

  constructor(
    private readonly origin: string,
    private readonly token: string,
    private readonly board: string,
    private readonly columns: readonly string[],
    clients: number,
  ) {
    this.clients = Array.from({ length: clients }, (_, n) => this.client(n));
    for (const client of this.clients) client.catch(() => {});
  }

  /** Resolves once that many more writes are acknowledged. Rejects on an answer that no client should get. */
  acknowledged(more: number): Promise<void> {
    const count = this.acks + more;
    return new Promise((resolve, reject) => this.waiting.push({ count, resolve, reject }));
  }

  get acks(): number {
    return this.decided.filter(({ status }) => status < 300).length;
  }

  /** Waits for the writes in flight and sends no more. */
  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.clients);
  }

  /** Stops without waiting for the writes in flight. */
  abandon(): void {
    this.stopped = true;
    this.abandoned = true;
  }

  /** Sends a write once. Null if no answer came. */
  async send({
    key,
    method,
    path,
    body,
  }: Write): Promise<{ status: number; text: string; replayed: boolean } | null> {
    try {
      const answer = await fetch(this.origin + path, {
        method,
        body: JSON.stringify(body),
        headers: {
          authorization: `Bearer ${this.token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
      });
      const replayed = answer.headers.get('idempotent-replayed') === 'true';
      return { status: answer.status, text: await answer.text(), replayed };
    } catch {
      return null;
    }
  }

  private async client(n: number): Promise<void> {
    const own: number[] = [];
    for (let turn = 0; !this.stopped; turn += 1) {
      const write = this.nextWrite(own, n + turn);
      const twice = turn % 5 === 0;
      const all = await Promise.all(twice ? [this.decide(write), this.decide(write)] : [this.decide(write)]);
      for (const one of all) {
        this.decided.push(one);
        if (one.status === 201 && !own.includes(one.body.number)) own.push(one.body.number);
      }
      const { acks } = this;
      for (const { resolve } of this.waiting.filter(({ count }) => count <= acks)) resolve();
      this.waiting = this.waiting.filter(({ count }) => count > acks);
    }
  }

  private nextWrite(own: number[], turn: number): Write {
    const key = uuid();
    const columnId = this.columns[turn % this.columns.length] as string;
    if (own.length < 3 || turn % 4 === 0) {
      return { key, method: 'POST', path: `${this.board}/cards`, body: { title: key, columnId } };
    }
    const card = own[turn % own.length];
    return { key, method: 'PUT', path: `${this.board}/cards/${card}/position`, body: { columnId } };
  }

  private async decide(write: Write): Promise<Decided> {
    for (let lost = 0; !this.abandoned; lost += 1) {
      const answer = await this.send(write);
      if (answer && [200, 201, 409].includes(answer.status)) {
        return { write, status: answer.status, body: JSON.parse(answer.text), lost };
      }
      if (answer && answer.status !== 503)
        throw this.failed(`${answer.status} ${answer.text} to ${write.path}`);
      // A client's backoff. Nothing waits for it.
      await sleep(20);
    }
    throw new Error('abandoned');
  }

  private failed(answer: string): Error {
    this.abandon();
    const reason = new Error(`a client was answered ${answer}`);
    for (const { reject } of this.waiting) reject(reason);
    return reason;
  }
}
