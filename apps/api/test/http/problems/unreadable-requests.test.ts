import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';

const api = theApi();

/** Sends bytes and reads the response until the server closes the connection. */
async function send(bytes: string): Promise<{ status: number; head: string; body: unknown }> {
  const { hostname, port } = new URL(api.people.owner.origin);
  const socket = connect(Number(port), hostname);
  socket.end(bytes);
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part as Buffer);
  const [head = '', text = ''] = Buffer.concat(parts).toString().split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body: JSON.parse(text) };
}

const host = 'Host: localhost\r\n';

test.each([
  ['no HTTP at all', 'hello there\r\n\r\n', 'malformed'],
  ['an unknown method', `FETCH / HTTP/1.1\r\n${host}\r\n`, 'malformed'],
  ['a header without a colon', `GET /v1/me HTTP/1.1\r\n${host}broken\r\n\r\n`, 'malformed'],
  [
    'a length that is no number',
    `POST /v1/users HTTP/1.1\r\n${host}Content-Length: many\r\n\r\n{}`,
    'malformed',
  ],
  [
    'two lengths',
    `POST /v1/users HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
    'malformed',
  ],
  ['no host', 'GET /v1/me HTTP/1.1\r\nConnection: close\r\n\r\n', 'malformed'],
  [
    'headers of 20 kB',
    `GET /v1/me HTTP/1.1\r\n${host}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
    'headers-too-large',
  ],
] as const)('refuses %s as a problem', async (_, bytes, code) => {
  const { status, head, body } = await send(bytes);
  expect(problemSchemas[code].parse(body)).toMatchObject({ code, status });
  expect(head).toMatch('content-type: application/problem+json');
  expect(head).toMatch('content-language: en');
});
