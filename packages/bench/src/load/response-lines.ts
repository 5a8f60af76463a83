import type { IncomingMessage } from 'node:http';

/** Calls `take` with each complete line of a response. Returns the response. */
export function onLine(response: IncomingMessage, take: (line: string) => void): IncomingMessage {
  let rest = '';
  return response.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
}
