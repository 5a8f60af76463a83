import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type RatePolicy, WorkspaceSlug } from '@weir/contract';
import type { Detail } from '@weir/words';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { Refused } from '../../result.js';
import { RULE, type Rule } from '../access/allow.js';
import { networkOf } from '../network.js';
import { isRead, pointsOf } from './costs.js';
import { type Budget, Policies } from './policies.js';

/**
 * Bounds how much a token, a person and a workspace ask for, in points: see `pointsOf`. It comes before every query, so that
 * a refusal costs next to nothing, and takes no points. Callers without a valid token count as one of their network, and
 * only for what they write: of reads they have a fair share. What a call did not need is given back with its answer: see
 * `settleRates`. Each instance counts by itself, in memory: a row that every call writes would be the slowest of them all.
 */
@Injectable()
export class RatesGuard implements CanActivate {
  private readonly policies: Policies;

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    this.policies = new Policies(env);
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: { workspace?: string } }>>();
    const isPublic = this.reflector.get<Rule | undefined>(RULE, context.getHandler())?.kind === 'public';
    const budgets = this.budgetsOf(request, isPublic);
    if (budgets.length === 0) return true;
    const points = pointsOf(request, this.reflector, context.getHandler());
    const now = this.clock.now().getTime();
    const waits = budgets.map(({ rate, key }) => rate.wait(key, points, now));
    const longest = Math.max(...waits);
    if (longest > 0) {
      const exceeded = budgets[waits.indexOf(longest)] as Budget;
      // Whether the caller may know of the workspace is not known yet.
      const known = budgets.filter((budget) => budget === exceeded || budget.policy !== 'workspace');
      request.drawn = { budgets: known, points: 0 };
      throw limited(exceeded, points, longest, request.bearer?.token !== undefined);
    }
    for (const { rate, key } of budgets) rate.spend(key, points, now);
    request.drawn = { budgets, points };
    return true;
  }

  private budgetsOf(
    request: FastifyRequest<{ Params: { workspace?: string } }>,
    isPublic: boolean,
  ): Budget[] {
    if (isRead(request) && (isPublic || !request.bearer)) return [];
    if (!request.bearer) return this.policies.ofNetwork(networkOf(request.ip));
    const { workspace } = request.params;
    // What is no slug belongs to nobody, and must not fill the memory.
    const isCounted = !isPublic && WorkspaceSlug.safeParse(workspace).success;
    return this.policies.ofBearer(request.bearer, isCounted ? workspace : undefined);
  }
}

const details = {
  token: 'rateOfToken',
  person: 'rateOfPerson',
  workspace: 'rateOfWorkspace',
  network: 'rateOfNetwork',
} as const satisfies Record<RatePolicy, string>;

function limited({ policy, rate }: Budget, cost: number, retryAfterSeconds: number, isProgram: boolean) {
  const key = policy === 'token' || !isProgram ? details[policy] : (`${details[policy]}Programs` as const);
  const facts = { retryAfterSeconds, policy, pointsPerMinute: rate.perMinute, cost };
  return new Refused({ code: 'rate-limited', facts, detail: { key } as Detail });
}
