import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { inSpan } from '../tracing/spans.js';

type Call = {
  /** Its name in traces, for example `webhook`. Traces have no address and no headers of the call, and no headers are added to it. */
  name: string;
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
export function post(url: URL, call: Call): Promise<CallAnswer> {
  return inSpan(`POST ${call.name}`, { kind: 'client', begins: 'ifNone' }, async (span) => {
    const answer = await send(url, call);
    span?.setAttribute('http.response.status_code', answer.status);
    return answer;
  });
}

function send(url: URL, { headers, body, lookup, signal, mostRead }: Call): Promise<CallAnswer> {
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
