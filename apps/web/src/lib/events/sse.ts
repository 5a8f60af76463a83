import { EventSourceParserStream } from 'eventsource-parser/stream';

/** One message of a `text/event-stream`. `id` is the last one sent, as the standard says. */
export type Message = { event: string; data: string; id: string };

/** Reads messages as they arrive. Comments and heartbeats are left out. */
export async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const bytes = body as ReadableStream<BufferSource>;
  const reader = bytes
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  let lastId = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      lastId = value.id ?? lastId;
      yield { event: value.event ?? 'message', data: value.data, id: lastId };
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** A message as text on the wire. */
export function encodeMessage({ event, data, id }: { event: string; data: unknown; id?: string }): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
