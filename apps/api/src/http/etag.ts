import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * The ETag of a document: its version, and a hash of all that it shows. Some of it changes while the version stays the
 * same, like a card's comments, a request's place in the queue, or the language of a text.
 */
export function tagOf(document: { version: number }): string {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 10);
  return `"${document.version}-${hash}"`;
}

/** Whether `If-None-Match` names this ETag (RFC 9110: weak comparison). */
export function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((known) => withoutWeak(known) === withoutWeak(etag));
}

/** Versions begin at 1 and seqs at 0, so this never matches and is refused with the current one. */
const noVersion = -1;

/** The version in `If-Match`, alone or as `tagOf` writes it; null where it was not sent, or is `*`. */
export const IfMatch = createParamDecorator(readVersion);

export function readVersion(_: unknown, context: ExecutionContext): number | null {
  return readIfMatch(context, /^"(\d{1,9})(?:-[\w-]+)?"$/);
}

/** The seq in `If-Match`, alone or in a board's ETag; null where it was not sent, or is `*`. */
export const IfMatchBoard = createParamDecorator(readSeq);

export function readSeq(_: unknown, context: ExecutionContext): number | null {
  return readIfMatch(context, /^"(\d{1,15})(?:-[\w-]+)?"$/);
}

function readIfMatch(context: ExecutionContext, etag: RegExp): number | null {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const version = etag.exec(header.trim())?.[1];
  return version === undefined ? noVersion : Number(version);
}

function withoutWeak(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}
