import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network in front of a server, which can swallow everything: no answer, no error, no end of a connection. */
export async function aNetwork(to: string) {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let isSilent = false;
  let losesAnswers = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (data) => isSilent || (losesAnswers && from === far) || other.write(data));
      from.on('close', () => isSilent || other.destroy());
      from.on('error', () => {});
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(to);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    fallSilent() {
      isSilent = true;
    },
    /** Requests still arrive. */
    loseAnswers() {
      losesAnswers = true;
    },
    recover() {
      isSilent = false;
      losesAnswers = false;
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
