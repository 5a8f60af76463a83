import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy that can break connections when the server has answered and the caller does not know. */
export class CuttingProxy {
  /** How many more answers get lost. */
  cuts = 0;
  /** How many requests reached the server. */
  requests = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((caller) => this.pass(caller));

  constructor(private readonly target: string) {}

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks all connections that are open now. */
  cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  stop(): void {
    this.server.close();
    this.cutAll();
  }

  private pass(caller: Socket): void {
    const { hostname, port } = new URL(this.target);
    const upstream = connect(Number(port), hostname);
    for (const socket of [caller, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => {}).on('close', () => this.sockets.delete(socket));
    }
    caller.on('data', (bytes) => {
      if (/^[A-Z]+ \//.test(bytes.toString('latin1'))) this.requests += 1;
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (this.cuts === 0) return void caller.write(bytes);
      this.cuts -= 1;
      caller.destroy();
      upstream.destroy();
    });
    caller.on('close', () => upstream.destroy());
    upstream.on('close', () => caller.destroy());
  }
}
