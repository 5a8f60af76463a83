import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';

type Call = {
  headers: Record<string, string | number>;
  body: Buffer | string | null;
  /** Resolves the name of the host: see `publicLookup`. Undefined: as the system does. */
  lookup: LookupFunction | undefined;
  signal: AbortSignal;
  /** Characters of the answer that are read. */
  mostRead: number;
};
export type CallAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

/** Sends a POST on a connection of its own. It follows no redirect, and reads little of the answer. */
export function post(url: URL, { headers, body, lookup, signal, mostRead }: Call): Promise<CallAnswer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers, signal, method: 'POST', agent: false, lookup }, (answer) => {
      let text = '';
      const end = () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: text.slice(0, mostRead) });
        sent.destroy();
      };
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
        if (text.length >= mostRead) end();
      });
      answer.on('end', end);
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
