import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role, TokenScope } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import type { NeededLease } from './needed-lease.js';

/**
 * What the token itself proves. Whether it is still valid is for the database to say: see weir.credentials. `sessionId` is the
 * session; with an API token it is the secret of that, which is checked in the same way.
 */
export type TokenBearer = { sessionId: string; userId: string; token?: TokenLimits };

/** What an API token narrows its bearer to. It never changes. No `boardIds`: all boards of the workspace. */
type TokenLimits = {
  id: string;
  workspaceId: string;
  scopes: readonly TokenScope[];
  boardIds: readonly string[];
};

/** `lease`: the one that the call's write needs. */
export type Access = TokenBearer & {
  lease?: NeededLease;
  userName: string;
  workspaceId: string;
  workspaceSlug: string;
  role: Role;
  /** The roles that may call the route. */
  roles: readonly Role[];
};
export type BoardAccess = Access & { boardId: string; boardKey: string };

/** The parameters of a statement that checks its caller. */
export type Credentials = TokenBearer & {
  lease?: NeededLease;
  workspaceSlug: string;
  boardKey: string;
  roles: readonly Role[];
  now: Date;
};

declare module 'fastify' {
  interface FastifyInstance {
    /** `WEIR_TOKEN_SECRET`. */
    tokenSecret: string;
  }
  interface FastifyRequest {
    bearer?: TokenBearer;
    /** An API token that this instance has not seen yet: see `TokensGuard`. */
    unknownToken?: string;
    access?: Access | BoardAccess;
    credentials?: Credentials;
    rawBody?: Buffer;
    /** Which of the versions in `If-Match` this attempt compares, where it names several. */
    attemptedVersion?: number;
  }
}

const of = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** The caller on a route of `@SignedIn()`. */
export const Bearer = createParamDecorator((_, context) => of(context).bearer);

/** The caller and their access on a route of `@Allow(…)`: a `BoardAccess` where the path names a board. */
export const Access = createParamDecorator((_, context) => of(context).access);

/** The boards that a caller is restricted to, by their token; null for all. */
export function boardsOf({ token }: Pick<TokenBearer, 'token'>): readonly string[] | null {
  return token && token.boardIds.length > 0 ? token.boardIds : null;
}

/** The caller on a route of `@AllowInStatement(…)`. */
export const Credentials = createParamDecorator((_, context) => of(context).credentials);
