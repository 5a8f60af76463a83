import { EventEmitter, once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

type Message = {
  type: string;
  timestamp: string;
  data: Record<string, unknown> & { event?: ReceivedEvent };
};
type ReceivedEvent = { seq: number; type: string; changes: object[]; change: object };
export type ReceivedMessage = {
  id: string;
  path: string;
  signatures: string;
  headers: IncomingHttpHeaders;
  text: string;
  message: Message;
};
/** `hang`: no answer until `letGo`. `cut`: the connection ends without one. */
export type Behaviour = { status?: number; headers?: Record<string, string>; text?: string } | 'hang' | 'cut';

/** A receiver of webhooks on this machine. What it answers is decided for each message, by default 204. */
export class Receiver {
  readonly received: ReceivedMessage[] = [];
  behave: (message: ReceivedMessage) => Behaviour = () => ({ status: 204 });
  private readonly hanging = new Set<ServerResponse>();
  private readonly news = new EventEmitter();
  private readonly server: Server = createServer((request, response) => void this.take(request, response));

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.letGo();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The messages of one webhook, by the path of its address. */
  at(path: string): ReceivedMessage[] {
    return this.received.filter((message) => message.path === path);
  }

  async until(condition: () => boolean): Promise<void> {
    const late = AbortSignal.timeout(30_000);
    while (!condition()) await once(this.news, 'some', { signal: late });
  }

  /** Cuts the connections that hang. */
  letGo(): void {
    for (const response of this.hanging) response.destroy();
    this.hanging.clear();
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const header = (name: string) => String(request.headers[name]);
    const received = {
      id: header('webhook-id'),
      path: request.url as string,
      signatures: header('webhook-signature'),
      headers: request.headers,
      text,
      message: JSON.parse(text) as Message,
    };
    this.received.push(received);
    const behaviour = this.behave(received);
    if (behaviour === 'hang') this.hanging.add(response);
    else if (behaviour === 'cut') response.destroy();
    else response.writeHead(behaviour.status ?? 204, behaviour.headers).end(behaviour.text);
    this.news.emit('some');
  }
}

/** Whether each signature of a message is by one of these secrets, in their order. The clock of the tests can be ahead. */
export function isSignedBy(
  secrets: readonly string[],
  { id, signatures, text }: ReceivedMessage,
  sentAt: Date,
) {
  const expected = secrets.map((secret) => new Webhook(secret).sign(id, sentAt, text));
  return signatures === expected.join(' ');
}
