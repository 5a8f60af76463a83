import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Whether `If-None-Match` names this ETag (RFC 9110: weak comparison). */
export function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((known) => strong(known) === strong(etag));
}

/** Versions begin at 1 and seqs at 0: what names none can't match, and is refused with the one that stands. */
const noVersion = -1;

/** The version that `If-Match` names; null where it was not sent, or is `*`. */
export const IfMatch = createParamDecorator((_, context): number | null => {
  return named(context, /^"(\d{1,9})"$/);
});

/** The seq that `If-Match` names by a board's ETag; null where it was not sent, or is `*`. */
export const IfMatchBoard = createParamDecorator((_, context): number | null => {
  return named(context, /^"(\d{1,15})-[\w-]+"$/);
});

function named(context: ExecutionContext, etag: RegExp): number | null {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const version = etag.exec(header.trim())?.[1];
  return version === undefined ? noVersion : Number(version);
}

function strong(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}
