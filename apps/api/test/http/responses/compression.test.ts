import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { manager } = api.people;

/** The answer as it is sent: `fetch` would unpack it. */
function sent(path: string, coding: string, token = manager.token as string) {
  return new Promise<{ coding: string | undefined; vary: string | undefined; body: Buffer }>(
    (done, failed) => {
      const headers = { 'accept-encoding': coding, authorization: `Bearer ${token}` };
      const call = request(`${api.origin}${path}`, { headers }, async (answer) => {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part);
        done({
          coding: answer.headers['content-encoding'],
          vary: answer.headers.vary,
          body: Buffer.concat(parts),
        });
      });
      call.on('error', failed).end();
    },
  );
}

test('what is worth it is compressed with br or gzip, whichever the caller accepts', async () => {
  const board = await aBoard().make();
  await board.cards('Ready', 20);
  for (const path of ['/v1/openapi.json', '/v1/openapi.yaml', `${board.path}/events?after=0`]) {
    const plain = await sent(path, 'identity');
    expect([path, plain.coding]).toEqual([path, undefined]);
    const br = await sent(path, 'gzip, deflate, br');
    expect([path, br.coding, brotliDecompressSync(br.body).equals(plain.body)]).toEqual([path, 'br', true]);
    const gzip = await sent(path, 'gzip');
    expect([path, gzip.coding, gunzipSync(gzip.body).equals(plain.body)]).toEqual([path, 'gzip', true]);
    expect(gzip.vary).toMatch(/accept-encoding/i);
    expect(br.body.length).toBeLessThan(plain.body.length / 2);
  }
});

test('a short answer is sent as it is', async () => {
  expect((await sent('/v1/me', 'br, gzip')).coding).toBeUndefined();
});
