import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Env } from '../../env.js';
import { FairShares } from '../load/fair-shares.js';
import { networkOf } from '../network.js';

/**
 * Bounds open connections: how many the server has, and how many of them one network has. A network never has more than
 * its own bound, and the fewer connections are free, the less it gets, so that others can still connect. One too many is
 * reset at once: an answer would cost more, and could be read slowly.
 *
 * The web's server calls for many browsers. Its connections count for no network once they have carried a request that
 * it signed (`client-address.ts`), so no list of its addresses is needed. Where proxies are trusted, every connection
 * is theirs. There only the server's bound holds here, and requests are shared by the addresses that they name.
 */
export class Connections {
  private refusals = 0;
  private readonly max: number;
  private readonly maxOfNetwork: number;
  private readonly shares: FairShares;
  private readonly places = new WeakMap<Socket, () => void>();
  private open = 0;

  constructor(private readonly env: Env) {
    this.max = env.WEIR_MAX_CONNECTIONS;
    this.maxOfNetwork = env.WEIR_NETWORK_CONNECTIONS ?? Math.ceil(this.max / 4);
    this.shares = new FairShares(this.max);
  }

  /** How many were refused since the server started. */
  get refused(): number {
    return this.refusals;
  }

  /** How many are open. */
  get count(): number {
    return this.open;
  }

  bound({ server }: FastifyInstance): void {
    server.maxConnections = this.max;
    server.on('connection', (socket: Socket) => {
      this.open += 1;
      socket.once('close', () => {
        this.open -= 1;
      });
    });
    // Node closes those beyond the server's bound and emits this.
    server.on('drop', () => {
      this.refusals += 1;
    });
    if (this.env.WEIR_TRUSTED_PROXIES === 0) server.on('connection', (socket: Socket) => this.admit(socket));
  }

  /** Counts the connection for no network any more, because the web's server has it. */
  exempt(socket: Socket): void {
    this.places.get(socket)?.();
  }

  private admit(socket: Socket): void {
    const network = networkOf(socket.remoteAddress ?? '');
    if (this.shares.takenBy(network) >= this.maxOfNetwork || this.shares.refusal({ network })) {
      this.refusals += 1;
      socket.resetAndDestroy();
      return;
    }
    const giveBack = this.shares.take({ network });
    this.places.set(socket, giveBack);
    socket.once('close', giveBack);
  }
}
