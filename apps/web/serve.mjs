// Starts Next.js's standalone server with time limits. Next.js only knows one for idle connections, and Node's own are
// five minutes for a request: a thousand senders of one byte would be held so long. Both servers have the same limits.
// `complete-standalone.mjs` has compressed the scripts, styles and texts.
import { subscribe } from 'node:diagnostics_channel';
import { readdirSync } from 'node:fs';
import { Server } from 'node:http';
import { join } from 'node:path';

const limits = {
  /** Milliseconds for the headers of a request, and for the whole of it if it brings a file. */
  headersTimeout: 5_000,
  requestTimeout: 300_000,
  /** Node looks for late ones once a second. */
  connectionsCheckingInterval: 1_000,
  /** Longer than the minute for which proxies keep a connection, so that this server is never the first to close it. */
  keepAliveTimeout: 72_000,
};

/** Milliseconds for the whole of any other request, and for the rest of one that is answered already. */
const patience = 10_000;

/** Node knows one time for all of a server. */
function endLateRequests(server) {
  server.prependListener('request', (request, response) => {
    const bringsFile =
      request.method === 'POST' && request.headers['content-type'] === 'application/octet-stream';
    let timer = bringsFile ? null : setTimeout(end, patience);
    response.once('finish', () => {
      clearTimeout(timer);
      if (!request.complete) timer = setTimeout(end, patience);
    });
    for (const event of ['end', 'close']) request.once(event, () => clearTimeout(timer));

    function end() {
      if (request.complete) return;
      const { socket } = request;
      if (response.headersSent) socket.destroy();
      else socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    }
  });
}

const types = {
  css: 'text/css; charset=UTF-8',
  js: 'application/javascript; charset=UTF-8',
  json: 'application/json; charset=UTF-8',
};
const files = new Set(
  readdirSync(join(import.meta.dirname, '.next/static'), { recursive: true }).map(
    (path) => `/_next/static/${path.replaceAll('\\', '/')}`,
  ),
);

/** Serves the compressed file to browsers that accept brotli, and a short answer where there is no file. */
subscribe('http.server.request.start', ({ request, response }) => {
  const takesBrotli = /(^|[\s,])br\s*(,|$)/.test(request.headers['accept-encoding'] ?? '');
  const [path] = request.url.split('?', 1);
  if (path.startsWith('/_next/static/') && !files.has(path)) request.url = '/api/no-file';
  if (!takesBrotli || !files.has(`${path}.br`)) return;
  request.url = `${path}.br`;
  response.setHeader('Content-Encoding', 'br');
  response.setHeader('Content-Type', types[path.split('.').at(-1)]);
});

// Before it listens, because Node reads the interval then.
subscribe('tracing:net.server.listen:asyncStart', ({ server }) => {
  if (!(server instanceof Server)) return;
  Object.assign(server, limits);
  endLateRequests(server);
});
await import('./server.js');
