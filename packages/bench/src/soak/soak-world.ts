import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Client, connect, createWebhook, orThrow, signIn } from '@weir/client';
import { addManagers } from '../stack/managers.js';
import { type BenchBoard, ownerPassword, type World } from '../stack/world.js';

/** A person with their session. */
export type Person = { email: string; token: string; client: Client; device: string | undefined };
/** The boards that the clients call, and the callers. */
export type SoakWorld = {
  origin: string;
  workspace: string;
  boards: BenchBoard[];
  people: Person[];
  /** A service account that claims cards. */
  agent: Client;
  /** The number of webhook calls that have arrived. */
  received(): number;
  stop(): Promise<void>;
};

const boards = 4;
const people = 10;
const workspace = 'bench';

/** Four boards, ten people, an agent, and a webhook with its receiver on this machine. */
export async function makeSoakWorld(world: World, receiver: Receiver): Promise<SoakWorld> {
  const made: BenchBoard[] = [];
  for (let n = 1; n <= boards; n += 1) {
    const columns = [
      { name: 'Ready', kind: 'queue' as const },
      { name: 'Doing', kind: 'active' as const, limit: { max: 20, mode: 'block' as const } },
      { name: 'Review', kind: 'active' as const, limit: { max: 20, mode: 'block' as const } },
      { name: 'Done', kind: 'done' as const },
    ];
    const intake = { depth: 200, openPerRequester: 200, perRequesterPerDay: 500 };
    made.push(
      await world.makeBoard(`SOAK${n}`, columns, { Ready: 30, Doing: 10, Review: 10, Done: 20 }, intake),
    );
  }
  const clientOf = (token: string) => connect({ url: world.origin, token, retries: false });
  const owner = clientOf(world.token);
  const body = { name: 'The receiver of the soak', url: `${receiver.origin}/hook` };
  orThrow(await createWebhook({ client: owner, path: { workspace }, body }));
  const persons = await Promise.all(
    (await addManagers(world, 'Person', people)).map(async (email): Promise<Person> => {
      const body = { email, password: ownerPassword };
      const { accessToken: token, device } = orThrow(await signIn({ client: owner, body }));
      return { email, token, device, client: clientOf(token) };
    }),
  );
  const agent = clientOf(await world.tokenOfAProgram('The agent', 'member', ['read', 'cards']));
  return {
    ...{ origin: world.origin, workspace, boards: made, people: persons, agent },
    received: () => receiver.received,
    stop: () => receiver.stop(),
  };
}

/** Receives the webhooks, and answers 204. */
export class Receiver {
  received = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, answer) => {
      this.received += 1;
      request.resume().on('end', () => answer.writeHead(204).end());
    });
  }

  static async start(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Receiver(server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
