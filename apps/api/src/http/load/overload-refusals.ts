import type { Words } from '@weir/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { retryAfter } from '../../result.js';
import { problemOf } from '../problems/problem.js';
import { wordsFor } from '../reader-words.js';
import { paceRefusal } from './pace-refusals.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Refused because of overload. Counted, but not logged one by one. */
    isShed?: true;
  }
}

type Prepared = { status: number; headers: Record<string, string>; body: string };

/** One answer for each `Words`, that is for each language and time zone. */
const prepared = new WeakMap<Words, Prepared>();

/**
 * Answers 503 `overloaded` without the hooks of Fastify. In an overload most calls are refused, so a refusal must cost very little: its
 * text is made once, and not compressed or validated. Node reads and drops the rest of the body.
 */
export async function refuseOverloaded(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  request.isShed = true;
  await paceRefusal(request, 'overloaded');
  reply.hijack();
  if (reply.raw.closed) return reply;
  const { status, headers, body } = preparedFor(wordsFor(request));
  reply.raw.writeHead(status, { ...(reply.getHeaders() as Record<string, string>), ...headers });
  reply.raw.end(body);
  return reply;
}

function preparedFor(words: Words): Prepared {
  const known = prepared.get(words);
  if (known) return known;
  const { status, headers, body } = problemOf({ code: 'overloaded', facts: retryAfter.busy }, words);
  const text = JSON.stringify(body);
  const made = {
    status,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(text)) },
    body: text,
  };
  prepared.set(words, made);
  return made;
}
