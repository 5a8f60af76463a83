import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Value = { stringValue?: string; intValue?: number; boolValue?: boolean };
type Attribute = { key: string; value: Value };
type SentSpan = {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  kind: number;
  status: { code?: number; message?: string };
  attributes: Attribute[];
  events?: unknown[];
};
type Sent = {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: SentSpan[] }[] }[];
};
export type CollectedSpan = Omit<SentSpan, 'attributes'> & { is: Record<string, unknown> };

/** A trace that a caller names in the header `traceparent`. */
export const outsideTrace = '0af7651916cd43dd8448eb211c80319c';
export const outsideSpan = 'b7ad6b7169203331';
export const traceParent = (flags: '00' | '01') => ({
  traceparent: `00-${outsideTrace}-${outsideSpan}-${flags}`,
});

/** A collector of traces (OTLP over HTTP, as JSON) that keeps the spans, or hangs without an answer. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  readonly resources: Record<string, unknown>[] = [];
  /** Everything received, as text. */
  text = '';
  requests = 0;
  hangs = false;
  private readonly news = new EventEmitter();
  private readonly server: Server = createServer(async (request, response) => {
    this.requests += 1;
    this.news.emit('some');
    if (this.hangs) return;
    this.keep((await json(request)) as Sent);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    this.news.emit('some');
  });

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Settings of an API that sends its traces here. */
  get settings() {
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: this.origin,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    };
  }

  /** Resolves with the first span that fits, once it has arrived. */
  async span(fits: (span: CollectedSpan) => boolean): Promise<CollectedSpan> {
    for (;;) {
      const found = this.spans.find(fits);
      if (found) return found;
      await this.another();
    }
  }

  another(): Promise<unknown> {
    return once(this.news, 'some', { signal: AbortSignal.timeout(30_000) });
  }

  within({ traceId }: CollectedSpan): CollectedSpan[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  private keep(sent: Sent): void {
    this.text += JSON.stringify(sent);
    for (const { resource, scopeSpans } of sent.resourceSpans) {
      this.resources.push(valuesOf(resource.attributes));
      for (const { spans } of scopeSpans)
        this.spans.push(...spans.map(({ attributes, ...span }) => ({ ...span, is: valuesOf(attributes) })));
    }
  }
}

function valuesOf(attributes: Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
