import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '@weir/contract';
import type { FastifyRequest } from 'fastify';

/** What the token's signature proves. Whether the session is live is for the database to say. */
export type TokenBearer = { sessionId: string; userId: string };

export type Access = TokenBearer & {
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

/** The caller on a route of `@AllowInStatement(…)`. */
export const Credentials = createParamDecorator((_, context) => of(context).credentials);
