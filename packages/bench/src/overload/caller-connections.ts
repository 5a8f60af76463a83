import { Client, type Dispatcher } from 'undici';
import { boardSeqIn } from '../load/http-client.js';
import type { MixedCall } from './mix.js';

/** The longest times to wait for a connection and for the whole answer, in milliseconds from the scheduled time of the call. */
export const patience = { connection: 1000, answer: 5000 };

/** An answer, or why there is none: too late, all connections of the caller busy, or a broken connection. */
export type Outcome =
  | { status: number; boardSeq: number | undefined; body: string }
  | 'timeout'
  | 'noConnection'
  | 'broken';

type Sent = { call: MixedCall; at: number; done(outcome: Outcome): void };
type InFlight = { at: number; expire(): void };

/**
 * The open connections of one caller, at most `most`, each with one call at a time. A call without a free connection waits for one.
 * `sweep` ends the calls that exceed `patience`.
 */
export class CallerConnections {
  private readonly idle: Client[] = [];
  private readonly waiting: Sent[] = [];
  private readonly inFlight = new Set<InFlight>();
  private readonly all: Client[] = [];

  constructor(
    private readonly origin: string,
    private readonly localAddress: string,
    private readonly most: number,
  ) {}

  /** `at`: the scheduled time of the call, by `performance.now()`. */
  send(call: MixedCall, token: string | undefined, at: number, done: (outcome: Outcome) => void): void {
    const sent = { call: { ...call, token: call.token ?? token }, at, done };
    const client = this.idle.pop() ?? this.open();
    if (client) this.dispatch(client, sent);
    else this.waiting.push(sent);
  }

  sweep(now: number): void {
    while (this.waiting[0] && now - this.waiting[0].at > patience.connection)
      this.waiting.shift()!.done('noConnection');
    for (const each of this.inFlight) {
      if (now - each.at <= patience.answer) break;
      each.expire();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((client) => client.destroy()));
  }

  private open(): Client | undefined {
    if (this.all.length >= this.most) return undefined;
    const { localAddress } = this;
    // No timeouts of undici, which would need timers: `sweep` ends late calls.
    const client = new Client(this.origin, {
      pipelining: 1,
      localAddress,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.all.push(client);
    return client;
  }

  private dispatch(client: Client, { call, at, done }: Sent): void {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let boardSeq: number | undefined;
    let body = '';
    let isExpired = false;
    const inFlight = {
      at,
      expire: () => {
        isExpired = true;
        this.inFlight.delete(inFlight);
        done('timeout');
        controller?.abort(tooLate);
      },
    };
    const end = (outcome: Outcome) => {
      this.inFlight.delete(inFlight);
      if (!isExpired) done(outcome);
      const next = this.waiting.shift();
      if (next) this.dispatch(client, next);
      else this.idle.push(client);
    };
    this.inFlight.add(inFlight);
    const json = call.body === undefined ? undefined : JSON.stringify(call.body);
    client.dispatch(
      {
        method: call.method,
        path: call.path,
        headers: {
          ...(call.token && { authorization: `Bearer ${call.token}` }),
          ...(json && { 'content-type': 'application/json' }),
        },
        body: json ?? null,
      },
      {
        onRequestStart: (started) => {
          controller = started;
          if (isExpired) started.abort(tooLate);
        },
        onResponseStart: (_controller, statusCode, headers) => {
          status = statusCode;
          boardSeq = boardSeqIn(headers);
        },
        onResponseData: (_controller, chunk) => {
          if (call.isBodyWanted || status >= 400) body += chunk.toString();
        },
        onResponseEnd: () => end({ status, boardSeq, body }),
        onResponseError: () => setImmediate(end, 'broken'),
      },
    );
  }
}

const tooLate = new Error('it was not answered in time');
