import type { ServerResponse } from 'node:http';

const callbacks = new WeakMap<ServerResponse, (() => void)[]>();

/**
 * Calls `then` when the response is closed: after its last byte, or when its client has gone. At once if it is closed already. All
 * callbacks of a response share one listener: Node warns of a leak if there are more than ten, and a compressed answer adds several.
 */
export function whenClosed(response: ServerResponse, then: () => void): void {
  const known = callbacks.get(response);
  if (response.closed) then();
  else if (known) known.push(then);
  else {
    const all = [then];
    callbacks.set(response, all);
    response.once('close', () => {
      for (const each of all) each();
    });
  }
}
