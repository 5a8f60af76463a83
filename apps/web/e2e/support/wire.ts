import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A proxy between a browser and the web app that a test can cut: open connections end, and new ones are refused. */
export class Wire {
  private server: Server | undefined;
  private readonly ends = new Set<Socket>();
  private port = 0;

  constructor(private readonly to: string) {}

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts, and restarts at the same address after a cut. */
  async mend(): Promise<this> {
    this.server = createServer((near) => {
      const far = connect(Number(new URL(this.to).port), '127.0.0.1');
      for (const [end, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.ends.add(end);
        end.pipe(other);
        end.on('error', () => other.destroy());
        end.on('close', () => {
          this.ends.delete(end);
          other.destroy();
        });
      }
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  cut(): void {
    this.server?.close();
    for (const end of this.ends) end.destroy();
  }
}
