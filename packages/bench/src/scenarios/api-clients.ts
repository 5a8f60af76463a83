import { type Call, HttpClient } from '../load/http-client.js';
import type { World } from '../stack/world.js';
import type { Contender } from './scenario.js';

/** Each client with a connection of its own; `calls` gives client `n` its next call. */
export function apiClients(
  name: string,
  world: World,
  calls: (n: number, of: number) => () => Call,
): Contender {
  return {
    name,
    open(clients) {
      const connections = Array.from({ length: clients }, () => new HttpClient(world.origin, world.token));
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
