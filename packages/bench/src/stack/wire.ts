import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The traffic to PostgreSQL: round trips, and how often each statement ran. */
export type Seen = { roundTrips: number; ran: Map<string, number> };

/** A proxy in front of PostgreSQL that observes the traffic. */
export type Wire = {
  /** The database's address through this proxy. */
  url: string;
  /** The text of each named statement. */
  texts: Map<string, string>;
  /** The traffic since the last call of this method. */
  take(): Seen;
  close(): Promise<void>;
};

/**
 * Listens in front of PostgreSQL and reads what clients send (messages of the protocol 3.0, "Message Formats" in
 * PostgreSQL's manual). A client waits for an answer after a Sync or a simple Query: that is a round trip.
 */
export async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const texts = new Map<string, string>();
  let seen: Seen = { roundTrips: 0, ran: new Map() };
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const read = readerOf(texts, () => seen);
    client.on('data', read);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const url = new URL(databaseUrl);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    texts,
    take: () => {
      const taken = seen;
      seen = { roundTrips: 0, ran: new Map() };
      return taken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Reads the messages of one connection. The first has no type; each other has a type and its length. */
function readerOf(texts: Map<string, string>, seen: () => Seen): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let begun = false;
  let unnamed = '';
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const type = begun ? 1 : 0;
      if (rest.length < type + 4) return;
      const length = type + rest.readInt32BE(type);
      if (rest.length < length) return;
      const message = rest.subarray(type + 4, length);
      if (begun) see(String.fromCharCode(rest[0]!), message);
      begun = true;
      rest = rest.subarray(length);
    }
  };

  function see(type: string, message: Buffer): void {
    const { ran } = seen();
    const count = (statement: string) => ran.set(statement, (ran.get(statement) ?? 0) + 1);
    if (type === 'S' || type === 'Q') seen().roundTrips += 1;
    if (type === 'P') {
      const [name = '', text = ''] = strings(message);
      if (name) texts.set(name, text);
      else unnamed = text;
    } else if (type === 'B') {
      const [, name] = strings(message);
      count(name || firstWords(unnamed));
    } else if (type === 'Q') {
      count(firstWords(strings(message)[0] ?? ''));
    }
  }
}

/** The first two strings of a message, each terminated by a zero. */
function strings(message: Buffer): string[] {
  const first = message.indexOf(0);
  const second = message.indexOf(0, first + 1);
  return [message.toString('utf8', 0, first), message.toString('utf8', first + 1, second)];
}

function firstWords(sql: string): string {
  return sql.trim().replace(/\s+/g, ' ').slice(0, 60);
}
