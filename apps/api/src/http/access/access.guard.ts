import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../clock.js';
import { Refused, type Result, refuse } from '../../result.js';
import { AccessService, isValidName, type PathNames } from './access.service.js';
import { FILTERS_BOARDS, type RouteScope, RULE, type Rule, SCOPE, scopeOf } from './allow.js';
import { boardsOf, type TokenBearer } from './caller.js';
import { neededLease } from './needed-lease.js';
import { refuseWithoutScope } from './scopes.js';
import { SessionUses } from './session-uses.js';

/**
 * Enforces what each route declares: `@Public()`, `@SignedIn()`, `@Allow(…)` or `@AllowInStatement(…)`, and of API tokens their
 * scopes and boards. A token is refused for its scope only after the role of its member was checked, so the refusal
 * shows nothing that the member can't see.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessService,
    private readonly uses: SessionUses,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler();
    const rule = this.reflector.get<Rule | undefined>(RULE, handler);
    if (!rule) throw new Error(`${context.getClass().name}.${handler.name} declares no access rule`);
    if (rule.kind === 'public') return true;

    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: PathNames }>>();
    const { bearer } = request;
    if (!bearer) throw new Refused({ code: 'not-signed-in' });
    const own = this.reflector.get<RouteScope | undefined>(SCOPE, handler);
    const beyond = bearer.token && this.beyondToken(bearer, scopeOf(rule, request.method, own), context);
    const lease = neededLease(request as FastifyRequest);
    // Outsiders get 404 whatever else is wrong with the call, so access is checked first.
    const isRefused = Boolean(beyond || !lease.ok || request.refuseForWorkspace);
    if (rule.kind === 'signedIn') {
      orRefuse(await this.access.signedIn(bearer));
    } else if (rule.kind === 'roles' || isRefused) {
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
    request.refuseForWorkspace?.();
    if (beyond) orRefuse(beyond);
    const needed = orRefuse(lease);
    if (needed) Object.assign(request.access ?? request.credentials ?? {}, { lease: needed });
    this.uses.note(bearer.sessionId);
    return true;
  }

  /** Refuses what the token of a caller does not cover. */
  private beyondToken(
    bearer: TokenBearer,
    scope: RouteScope,
    context: ExecutionContext,
  ): Result<never> | null {
    if (scope === null) return refuse('token-not-accepted', { why: 'session' }, { key: 'needsSession' });
    const unscoped = scope === 'any' ? null : refuseWithoutScope(bearer, scope);
    if (unscoped) return unscoped;
    const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: PathNames }>>();
    const isFiltered =
      params.board !== undefined ||
      this.reflector.get<true | undefined>(FILTERS_BOARDS, context.getHandler());
    if (boardsOf(bearer) === null || isFiltered) return null;
    return refuse('token-not-accepted', { why: 'boards' }, { key: 'beyondTokenBoards' });
  }
}

function orRefuse<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Refused(result.refusal);
}
