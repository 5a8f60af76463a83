import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../result.js';

/** Whether `If-None-Match` names this ETag (RFC 9110: weak comparison). */
export function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((known) => strong(known) === strong(etag));
}

/** The version that `If-Match` names; null where it was not sent, or is `*`. What names none can't match: 412. */
export const IfMatch = createParamDecorator((_, context): number | null => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new Refused({
      code: 'precondition-failed',
      facts: { version: header.trim().slice(0, 100) },
      detail: 'If-Match names no version: it must be an ETag of the thing itself, as "3".',
    });
  }
  return Number(version);
});

/** The seq that `If-Match` names by a board's ETag; null where it was not sent, or is `*`. */
export const IfMatchBoard = createParamDecorator((_, context): number | null => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined || header.trim() === '*') return null;
  const seq = /^"(\d{1,15})-[\w-]+"$/.exec(header.trim())?.[1];
  if (seq !== undefined) return Number(seq);
  throw new Refused({
    code: 'precondition-failed',
    facts: { version: header.trim().slice(0, 100) },
    detail: 'If-Match names no state of a board: it must be the ETag of the whole board.',
  });
});

function strong(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}
