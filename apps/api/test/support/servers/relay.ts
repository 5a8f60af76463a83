import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cut } from './plan.js';

type Link = { client: Socket; server: Socket };

/** Passes connections on to a port of this machine, and breaks them when a fault says so. */
export class Relay {
  port = 0;
  private readonly links = new Set<Link>();
  private listener: Server | undefined;
  /** The bytes that may still come from the server before all connections are cut. */
  private left = Number.POSITIVE_INFINITY;
  private stalled: Promise<unknown> | null = null;

  /** `cut`: breaks each connection there. */
  constructor(
    private readonly target: number,
    private readonly cutEach: Cut | null = null,
  ) {}

  async listen(): Promise<this> {
    this.listener = createServer((client) => this.link(client));
    this.listener.listen(0, '127.0.0.1');
    await once(this.listener, 'listening');
    this.port = (this.listener.address() as AddressInfo).port;
    return this;
  }

  /** Cuts all connections now. */
  cut(): void {
    for (const { client, server } of this.links) {
      client.destroy();
      server.destroy();
    }
  }

  /** Cuts all connections in the middle of an answer: after that many more bytes from the server. */
  cutAfter(bytes: number): void {
    this.left = bytes;
  }

  /** Passes nothing on for a while, as a network that has lost a route. The connections stay open. */
  async stall(milliseconds: number): Promise<void> {
    this.stalled = pause(milliseconds);
    for (const { client, server } of this.links) for (const socket of [client, server]) socket.pause();
    await this.stalled;
    this.stalled = null;
    for (const { client, server } of this.links) for (const socket of [client, server]) socket.resume();
  }

  async close(): Promise<void> {
    this.cut();
    this.listener?.close();
  }

  private link(client: Socket): void {
    const server = connect(this.target, '127.0.0.1');
    const link = { client, server };
    this.links.add(link);
    const end = () => {
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
    this.pass(client, server, this.cutEach?.of === 'request' ? this.cutEach.after : null, end);
    this.pass(server, client, this.cutEach?.of === 'answer' ? this.cutEach.after : null, end);
    server.on('data', ({ length }: Buffer) => this.count(length));
  }

  /** `most`: the bytes that pass in this direction before the connection is cut. */
  private pass(from: Socket, to: Socket, most: number | null, end: () => void): void {
    let passed = 0;
    from.on('data', (data: Buffer) => {
      const isLast = most !== null && passed + data.length > most;
      to.write(isLast ? data.subarray(0, Math.max(0, most - passed)) : data, () => isLast && end());
      passed += data.length;
    });
    from.on('end', () => to.end());
  }

  private count(bytes: number): void {
    this.left -= bytes;
    if (this.left > 0) return;
    this.left = Number.POSITIVE_INFINITY;
    this.cut();
  }
}
