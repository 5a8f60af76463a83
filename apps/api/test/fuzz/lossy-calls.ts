import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HeaderValues } from '../support/person.js';

export type Sent = { method: string; path: string; body?: unknown; headers: HeaderValues };
export type Heard = { status: number; headers: IncomingMessage['headers']; body: unknown };

/** Where a connection breaks: in the request, this many milliseconds after it, or in the answer; null: nowhere. */
export type Cut = 'inRequest' | 'inAnswer' | { after: number } | null;

/** Sends a call on a connection of its own and breaks it there. Null if no whole answer came. */
export async function sendUntil(
  cut: Cut,
  origin: string,
  { method, path, body, headers }: Sent,
): Promise<Heard | null> {
  const bytes = body === undefined ? undefined : bytesOf(body);
  const agent = new Agent({ keepAlive: false });
  try {
    return await new Promise((resolve) => {
      const length = bytes === undefined ? {} : { 'content-length': String(bytes.length) };
      const call = request(origin + path, { method, agent, headers: { ...headers, ...length } });
      const lose = () => {
        call.destroy();
        resolve(null);
      };
      call.on('error', () => resolve(null));
      call.on('response', (answer) => {
        if (cut === 'inAnswer') lose();
        else hear(answer).then(resolve, () => resolve(null));
      });
      if (cut === 'inRequest') {
        call.flushHeaders();
        if (bytes) call.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), lose);
        else lose();
        return;
      }
      call.end(bytes, () => {
        if (typeof cut === 'object' && cut !== null) void sleep(cut.after).then(lose);
      });
    });
  } finally {
    agent.destroy();
  }
}

async function hear(answer: IncomingMessage): Promise<Heard> {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  const isJson = /json/.test(answer.headers['content-type'] ?? '');
  return {
    status: answer.statusCode as number,
    headers: answer.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
