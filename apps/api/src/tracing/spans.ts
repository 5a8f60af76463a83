import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';

let tracer: Tracer | undefined;

/** Switches spans on. Call it once, before the application is made. */
export function makeSpans(): void {
  tracer = trace.getTracer('weir');
}

export function isTracing(): boolean {
  return tracer !== undefined;
}

export type SpanOptions = {
  kind?: 'internal' | 'client';
  /** `always`: begins a trace. `ifNone`: begins one if none runs. Without it there is no span if no trace runs. */
  begins?: 'always' | 'ifNone';
};

const kinds = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT };

/** Runs `work` in a span. Without tracing, or in a call that is not sampled, it only runs it. */
export function inSpan<T>(
  name: string,
  { kind = 'internal', begins }: SpanOptions,
  work: (span?: Span) => Promise<T>,
): Promise<T> {
  if (!tracer) return work();
  // A span that has ended is still active in timers and loops that it started.
  const isWithin = trace.getActiveSpan()?.isRecording() === true;
  if (!isWithin && !begins) return work();
  const root = !isWithin || begins === 'always';
  return tracer.startActiveSpan(name, { kind: kinds[kind], root }, (span) => ended(span, work));
}

/**
 * A span of work that ends in a callback. Undefined without tracing, or in a call that is not sampled. The caller ends it with
 * `endSpan`. `attributes`: words of the program only, no ids, texts, addresses or values.
 */
export function beginSpan(name: string, attributes: Attributes, startTime?: number): Span | undefined {
  if (!tracer || !trace.getActiveSpan()?.isRecording()) return undefined;
  return tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes, ...(startTime && { startTime }) });
}

export function endSpan(span: Span | undefined, error?: unknown): void {
  if (!span) return;
  if (error) fail(span, error);
  span.end();
}

async function ended<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await work(span);
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Records only the code or class of an error: its message can have values of a statement, or an address. */
function fail(span: Span, error: unknown): void {
  const { code, name } = error as { code?: unknown; name?: unknown };
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', String(code ?? name ?? 'Error'));
}
