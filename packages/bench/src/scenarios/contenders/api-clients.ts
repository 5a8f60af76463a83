import { type Call, HttpClient } from '../../load/http-client.js';
import type { World } from '../../stack/world.js';
import type { Contender } from '../scenario.js';

/** Gives each client its own connection; `calls` returns the next call of client `n`. */
export function apiClients(
  name: string,
  world: World,
  calls: (n: number, of: number) => () => Call,
  origin = world.origin,
): Contender {
  return {
    name,
    open(clients) {
      const connections = Array.from({ length: clients }, () => new HttpClient(origin, world.token));
      return {
        clients: connections.map((connection, n) => {
          const next = calls(n, clients);
          return () => connection.send(next());
        }),
        close: () => Promise.all(connections.map((connection) => connection.close())),
      };
    },
  };
}
