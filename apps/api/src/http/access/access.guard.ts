import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../clock.js';
import { Refused, type Result } from '../../result.js';
import { AccessService, isValidName, type PathNames } from './access.service.js';
import { RULE, type Rule } from './allow.js';
import { SessionUses } from './session-uses.js';

/** Enforces what each route declares: `@Public()`, `@SignedIn()`, `@Allow(…)` or `@AllowInStatement(…)`. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessService,
    private readonly uses: SessionUses,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get<Rule | undefined>(RULE, context.getHandler());
    if (!rule)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no access rule`);
    if (rule.kind === 'public') return true;

    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: PathNames }>>();
    const { bearer } = request;
    if (!bearer) throw new Refused({ code: 'not-signed-in' });
    if (rule.kind === 'signedIn') {
      orRefuse(await this.access.signedIn(bearer));
    } else if (rule.kind === 'roles') {
      request.access = orRefuse(await this.access.at(bearer, request.params, rule.roles));
    } else {
      const { workspace, board = '' } = request.params;
      if (!isValidName({ workspace, board })) {
        orRefuse(await this.access.at(bearer, request.params, rule.roles));
      }
      const { roles } = rule;
      request.credentials = {
        ...bearer,
        workspaceSlug: workspace,
        boardKey: board,
        roles,
        now: this.clock.now(),
      };
    }
    this.uses.note(bearer.sessionId);
    return true;
  }
}

function orRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refused(result.refusal);
}
