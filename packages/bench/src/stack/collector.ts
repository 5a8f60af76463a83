import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts a server that accepts traces and discards them. It ends with this process. Returns its address. */
export async function startCollector(): Promise<string> {
  const server = createServer((request, response) => {
    request
      .on('end', () => response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end())
      .resume();
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
