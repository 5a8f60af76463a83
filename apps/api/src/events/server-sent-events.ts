import { Readable } from 'node:stream';

/** Unread bytes at which a client is cut off. It resumes when it can. */
const mostUnread = 1024 * 1024;
/** The longest event that is sent. A client would be cut off by a longer one again and again; it reads the board instead. */
export const longestEvent = mostUnread / 2;

/** The headers of a stream. It closes its connection: kept alive, that would delay a stopping server. */
export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'private, no-store, no-transform',
  'x-accel-buffering': 'no',
  connection: 'close',
};

/** Whether an `Accept` header names this type. With the weight 0 (`;q=0`) it refuses it. */
export function acceptsStream(accept: string | undefined): boolean {
  const range = accept?.split(',').find((type) => /^\s*text\/event-stream\s*(;|$)/i.test(type));
  return range !== undefined && !/;\s*q=0(\.0*)?\s*(;|$)/i.test(range);
}

/** `id`: from where a client resumes. `name`: the type of the message, which is also in its data. */
type Message = { id?: string; name: string; data: string };

/** One open response of type `text/event-stream`. */
export class ServerSentEvents extends Readable {
  private isOver = false;

  /** `isNamed`: the messages have an event name. Without one, a listener for `message` gets all of them. */
  constructor(protected readonly isNamed: boolean) {
    super({ read() {} });
    this.write('retry: 1000\n\n');
  }

  sendHeartbeat(): void {
    this.write(': here\n\n');
  }

  finish(): void {
    if (this.isOver || this.destroyed) return;
    this.isOver = true;
    this.push(null);
  }

  protected send({ id, name, data }: Message): void {
    const idLine = id === undefined ? '' : `id: ${id}\n`;
    const nameLine = this.isNamed ? `event: ${name}\n` : '';
    this.write(`${idLine}${nameLine}data: ${data}\n\n`);
  }

  /** From here a browser resumes. It shows no message for it. */
  protected sendId(id: string): void {
    this.write(`id: ${id}\n\n`);
  }

  /** The client must read a board again. Without names the message says by its `type` what it is. */
  protected sendResync(id: string | undefined, facts: object): void {
    const data = JSON.stringify(this.isNamed ? facts : { type: 'resync', ...facts });
    this.send({ ...(id !== undefined && { id }), name: 'resync', data });
  }

  private write(text: string): void {
    if (this.isOver || this.destroyed) return;
    this.push(text);
    if (this.readableLength > mostUnread) this.destroy();
  }
}
