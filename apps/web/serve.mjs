// Starts Next.js's standalone server with time limits. Next.js only knows one for idle connections, and Node's own are
// five minutes for a request: a thousand senders of one byte would be held so long. Both servers have the same limits.
import { subscribe } from 'node:diagnostics_channel';
import { Server } from 'node:http';

const limits = {
  /** Milliseconds for the headers of a request, and for the whole of it. Node looks for late ones once a second. */
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  /** Longer than proxies keep a connection, which is a minute: whoever closes first must not be this server. */
  keepAliveTimeout: 72_000,
};

// Before it listens, because Node reads the interval then.
subscribe('tracing:net.server.listen:asyncStart', ({ server }) => {
  if (server instanceof Server) Object.assign(server, limits);
});
await import('./server.js');
