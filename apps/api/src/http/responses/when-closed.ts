import type { ServerResponse } from 'node:http';

/**
 * Calls `then` when the response is closed: after its last byte, or when its client has closed the connection. Calls it at once if the
 * response is closed already.
 */
export function whenClosed(response: ServerResponse, then: () => void): void {
  if (response.closed) then();
  else response.once('close', then);
}
