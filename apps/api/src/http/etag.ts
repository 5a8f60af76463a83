import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Whether `If-None-Match` names this ETag (RFC 9110: weak comparison). */
export function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((known) => withoutWeak(known) === withoutWeak(etag));
}

/** Versions begin at 1 and seqs at 0, so this never matches and is refused with the current one. */
const noVersion = -1;

/** The version in `If-Match`; null where it was not sent, or is `*`. */
export const IfMatch = createParamDecorator(readVersion);

export function readVersion(_: unknown, context: ExecutionContext): number | null {
  return readIfMatch(context, /^"(\d{1,9})"$/);
}

/** The seq in `If-Match` with a board's ETag; null where it was not sent, or is `*`. */
export const IfMatchBoard = createParamDecorator(readSeq);

export function readSeq(_: unknown, context: ExecutionContext): number | null {
  return readIfMatch(context, /^"(\d{1,15})-[\w-]+"$/);
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
