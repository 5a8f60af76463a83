import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/**
 * The ETag of a document: its version, and a hash of all that it shows. Some of it changes while the version stays the
 * same, like a card's comments, a request's place in the queue, or the language of a text. A document without a version, such
 * as the map of waits, has only the hash, and no write can use it as a precondition.
 */
export function tagOf(document: { version?: number }): string {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 10);
  return document.version === undefined ? `"${hash}"` : `"${document.version}-${hash}"`;
}

/** Whether `If-None-Match` names this ETag (RFC 9110: weak comparison). */
export function isKnownTo(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = readTags(ifNoneMatch);
  if (known === 'any') return true;
  return known?.some(({ tag }) => `"${tag}"` === etag.replace(/^W\//, '')) ?? false;
}

/** Versions begin at 1 and seqs at 0, so this never matches and is refused with the current one. */
const noVersion = -1;
/** A PostgreSQL integer. Seqs are larger. */
const largestVersion = 2 ** 31 - 1;

/** The version in `If-Match`, alone or as `tagOf` writes it; null where it was not sent, or is `*`. */
export const IfMatch = createParamDecorator(readVersion);

export function readVersion(_: unknown, context: ExecutionContext): number | null {
  const version = versionNow(context);
  return version !== null && version > largestVersion ? noVersion : version;
}

/** The version of a document that does not exist yet. */
export const notYet = 0;

/**
 * What a PUT that can create compares: the version in `If-Match`, or with `If-None-Match: *` that of nothing, so that it only
 * creates. With both nothing matches.
 */
export const IfMatchOrNew = createParamDecorator(readVersionOrNew);

export function readVersionOrNew(_: unknown, context: ExecutionContext): number | null {
  const version = readVersion(_, context);
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const isOnlyNew = headers['if-none-match'] !== undefined && readTags(headers['if-none-match']) === 'any';
  if (isOnlyNew) return version === null ? notYet : noVersion;
  return version === notYet ? noVersion : version;
}

/** The seq in `If-Match`, alone or in a board's ETag; null where it was not sent, or is `*`. */
export const IfMatchBoard = createParamDecorator(readSeq);

export function readSeq(_: unknown, context: ExecutionContext): number | null {
  return versionNow(context);
}

/**
 * The versions that `If-Match` names; null where any will do. Weak tags match nothing: a change needs the strong
 * comparison. A header that is no list of tags matches nothing either.
 */
export function versionsIn(ifMatch: string | undefined): number[] | null {
  const tags = ifMatch === undefined ? 'any' : readTags(ifMatch);
  if (tags === 'any') return null;
  return (tags ?? []).flatMap(({ tag, isWeak }) => {
    const version = isWeak ? undefined : /^(\d{1,15})(?:-[\w-]+)?$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** The version that this attempt of the request is for (see IfMatchInterceptor). */
function versionNow(context: ExecutionContext): number | null {
  const { headers, attemptedVersion } = context.switchToHttp().getRequest<FastifyRequest>();
  const versions = versionsIn(headers['if-match']);
  return versions === null ? null : (attemptedVersion ?? versions[0] ?? noVersion);
}

type EntityTag = { tag: string; isWeak: boolean };

/** The tags in `If-Match` or `If-None-Match` (RFC 9110, 8.8.3): `*`, or a list; null where it is neither. */
function readTags(header: string | undefined): EntityTag[] | 'any' | null {
  const text = header?.trim() ?? '';
  if (text === '*') return 'any';
  if (!/^(,|\s|(W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?=\s*(,|$)))+$/.test(text)) return null;
  return [...text.matchAll(/(W\/)?"([^"]*)"/g)].map(([, weak, tag = '']) => ({
    tag,
    isWeak: weak !== undefined,
  }));
}
