import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../../result.js';
import { RULE, type Rule } from './allow.js';
import { ApiTokens } from './api-tokens.js';
import { isWholeToken } from './token-text.js';

/** Reads whose an API token is that this instance has not seen yet, so that the guards after it count by its member. */
@Injectable()
export class TokensGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ApiTokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { unknownToken } = request;
    if (unknownToken === undefined) return true;
    if (this.reflector.get<Rule | undefined>(RULE, context.getHandler())?.kind === 'public') return true;
    const bearer = await this.tokens.bearerOf(unknownToken);
    if (!bearer) {
      const key = isWholeToken(unknownToken) ? 'tokenUnknown' : 'tokenMistyped';
      throw new Refused({ code: 'not-signed-in', detail: { key } });
    }
    request.bearer = bearer;
    return true;
  }
}
