/** One message of a `text/event-stream`. `id` is the last one given, as the standard has it. */
export type Message = { event: string; data: string; id: string };

/** Reads messages as they arrive, whatever way the bytes are cut. Comments are left out. */
export async function* messagesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  let id = '';
  for await (const block of blocksOf(body)) {
    const message = { event: 'message', data: [] as string[] };
    for (const line of block.split('\n')) {
      const [, name, value = ''] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === 'id') id = value;
      else if (name === 'event') message.event = value;
      else if (name === 'data') message.data.push(value);
    }
    if (message.data.length > 0 || message.event !== 'message')
      yield { event: message.event, data: message.data.join('\n'), id };
  }
}

/** A message as bytes on the wire. */
export function written({ event, data, id }: { event: string; data: unknown; id?: string }): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The text between blank lines. */
async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = '';
  let carry = '';
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      const text = carry + decoder.decode(value, { stream: true });
      // Half of a \r\n: the other half is still on its way.
      carry = text.endsWith('\r') ? '\r' : '';
      rest += text.slice(0, text.length - carry.length).replace(/\r\n?/g, '\n');
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      yield* blocks.filter((block) => block !== '');
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
