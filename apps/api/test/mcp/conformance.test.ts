import { execFile } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const run = promisify(execFile);
const suite = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/conformance/dist/index.js', import.meta.url),
);

/**
 * The scenarios of the published suite that are about any server. The others call tools, prompts and resources of a server
 * made for the suite, by their names.
 */
const scenarios = ['server-initialize', 'ping', 'tools-list', 'resources-list'];

/** The suite has no way to send a token, so this adds one. */
async function withToken<T>(work: (url: string) => Promise<T>): Promise<T> {
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const call = request(
      `${api.origin}/mcp`,
      { method, headers: { ...headers, authorization: `Bearer ${api.people.member.token}` } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    call.on('error', () => outgoing.destroy());
    incoming.pipe(call);
  });
  await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
  try {
    return await work(`http://127.0.0.1:${(proxy.address() as AddressInfo).port}/mcp`);
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
}

test.each(scenarios)('the MCP server passes %s of the published conformance suite', async (scenario) => {
  await aBoard().make();
  const { stdout } = await withToken((url) =>
    run(process.execPath, [suite, 'server', '--url', url, '--scenario', scenario, '-o', tmpdir()]),
  );
  expect(stdout).toMatch(/Passed: (\d+)\/\1, 0 failed/);
});
