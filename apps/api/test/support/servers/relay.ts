import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

type Link = { client: Socket; server: Socket };
/** Cuts a connection after this many bytes of its requests or of its answers. */
export type Cut = { of: 'request' | 'answer'; after: number };

/** A network in front of a server. It passes connections on, and breaks them when a test says so. */
export class Relay {
  private readonly target: URL;
  private readonly links = new Set<Link>();
  private listener: Server | undefined;
  /** The bytes that may still come from the server before all connections are cut. */
  private left = Number.POSITIVE_INFINITY;
  private stalled: Promise<unknown> | null = null;
  /** The bytes that it discards. With `all` the end of a connection is not passed on either. */
  private lost: 'none' | 'answers' | 'all' = 'none';

  /** `to`: the address of the server, with its port. `cutEach`: cuts each connection there. */
  constructor(
    to: string,
    private readonly cutEach: Cut | null = null,
  ) {
    this.target = new URL(to);
  }

  async listen(): Promise<this> {
    this.listener = createServer((client) => this.link(client));
    this.listener.listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
    return this;
  }

  /** The address of the server through this relay. */
  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.listener!.address() as AddressInfo).port);
    return url.href;
  }

  /** The same for a server of HTTP, without a path. */
  get origin(): string {
    return new URL(this.url).origin;
  }

  /** Cuts all connections now. */
  cut(): void {
    for (const { client, server } of this.links) {
      client.destroy();
      server.destroy();
    }
    this.links.clear();
  }

  /** Cuts all connections in the middle of an answer: after this many more bytes from the server. */
  cutAfter(bytes: number): void {
    this.left = bytes;
  }

  /** Passes nothing on for a while, like a network that has lost a route. The connections stay open, and no byte is lost. */
  async stall(milliseconds: number): Promise<void> {
    this.stalled = pause(milliseconds);
    for (const { client, server } of this.links) for (const socket of [client, server]) socket.pause();
    await this.stalled;
    this.stalled = null;
    for (const { client, server } of this.links) for (const socket of [client, server]) socket.resume();
  }

  /** Discards everything from now on: no answer, no error, no end of a connection. */
  fallSilent(): void {
    this.lost = 'all';
  }

  /** Discards the answers from now on. Requests still arrive. */
  loseAnswers(): void {
    this.lost = 'answers';
  }

  /** Ends a silence, and cuts the connections that it hit. */
  recover(): void {
    this.lost = 'none';
    this.cut();
  }

  async close(): Promise<void> {
    this.cut();
    const { listener } = this;
    if (!listener) return;
    listener.close();
    await once(listener, 'close');
  }

  private link(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    const link = { client, server };
    this.links.add(link);
    const end = () => {
      if (this.lost === 'all') return;
      this.links.delete(link);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
      if (this.stalled) socket.pause();
    }
    this.pass('request', client, server, end);
    this.pass('answer', server, client, end);
    server.on('data', ({ length }: Buffer) => this.count(length));
  }

  private pass(of: Cut['of'], from: Socket, to: Socket, end: () => void): void {
    const most = this.cutEach?.of === of ? this.cutEach.after : Number.POSITIVE_INFINITY;
    const isLost = () => this.lost === 'all' || (this.lost === 'answers' && of === 'answer');
    let passed = 0;
    from.on('data', (data: Buffer) => {
      if (isLost()) return;
      const isLast = passed + data.length > most;
      to.write(isLast ? data.subarray(0, Math.max(0, most - passed)) : data, () => isLast && end());
      passed += data.length;
    });
    from.on('end', () => isLost() || to.end());
  }

  private count(bytes: number): void {
    this.left -= bytes;
    if (this.left > 0) return;
    this.left = Number.POSITIVE_INFINITY;
    this.cut();
  }
}
