import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type RatePolicy, WorkspaceSlug } from '@weir/contract';
import type { Detail } from '@weir/words';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { growingCache } from '../../growing-cache.js';
import { Refused } from '../../result.js';
import { RULE, type Rule } from '../access/allow.js';
import { paceRefusal } from '../load/pace-refusals.js';
import { networkOf } from '../network.js';
import { isRead, pointsOf } from './costs.js';
import { type Budget, Policies } from './policies.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Refuses the call for the points of its workspace. Call it once the caller has access to the workspace. */
    refuseForWorkspace?: () => never;
  }
}

type Call = FastifyRequest<{ Params: { workspace?: string } }>;
type Wait = { budget: Budget; seconds: number };

/** For this many milliseconds after a caller had access to a workspace, calls beyond its points are refused without a query. */
const knownFor = 60_000;
const mostKnown = 50_000;

/**
 * Bounds how much a token, a person and a workspace ask for, in points: see `pointsOf`. It comes before every query, so that
 * a refusal costs almost nothing, and takes no points. Outsiders must not learn about the points of a workspace. So the guard of
 * access refuses those calls, and this guard then remembers their members for a while. Callers without a valid token count as their
 * network, and only for writes: their reads get a fair share. What a call did not need is given back with its answer: see
 * `settleRates`. Each instance counts by itself, in memory: a row that every call writes would be the slowest of them all.
 */
@Injectable()
export class RatesGuard implements CanActivate {
  private readonly policies: Policies;
  /** When callers last had access to a workspace whose points were used up. */
  private readonly known = growingCache<number>(mostKnown);

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    this.policies = new Policies(env);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Call>();
    try {
      return this.draw(request, context);
    } catch (refusal) {
      await paceRefusal(request);
      throw refusal;
    }
  }

  private draw(request: Call, context: ExecutionContext): boolean {
    const rule = this.reflector.get<Rule | undefined>(RULE, context.getHandler());
    const budgets = this.budgetsOf(request, rule);
    if (budgets.length === 0) return true;
    const points = pointsOf(request, this.reflector, context.getHandler());
    const now = this.clock.now().getTime();
    const ofCaller = budgets.filter(({ policy }) => policy !== 'workspace');
    const own = longestWait(ofCaller, points, now);
    const all = longestWait(budgets, points, now);
    if (all && this.isKnown(request, now)) this.refuse(request, budgets, all, points);
    if (own) this.refuse(request, ofCaller, own, points);
    const drawn = all ? ofCaller : budgets;
    for (const { rate, key } of drawn) rate.spend(key, points, now);
    request.drawn = { budgets: drawn, points };
    if (all) {
      request.refuseForWorkspace = () => {
        this.known.set(nameOf(request), now);
        for (const { rate, key } of ofCaller) rate.giveBack(key, points);
        return this.refuse(request, budgets, all, points);
      };
    }
    return true;
  }

  private isKnown(request: Call, now: number): boolean {
    const since = this.known.get(nameOf(request));
    return since !== undefined && now - since < knownFor;
  }

  private refuse(request: Call, budgets: Budget[], { budget, seconds }: Wait, points: number): never {
    request.drawn = { budgets, points: 0 };
    throw limited(budget, points, seconds, request.bearer?.token !== undefined);
  }

  private budgetsOf(request: Call, rule: Rule | undefined): Budget[] {
    const isPublic = rule?.kind === 'public';
    if (isRead(request) && (isPublic || !request.bearer)) return [];
    if (!request.bearer) return this.policies.ofNetwork(networkOf(request.ip));
    const { workspace } = request.params;
    // Only the routes of members: the guard of access says who they are. What is no slug must not fill the memory.
    const isCounted = rule && 'roles' in rule && WorkspaceSlug.safeParse(workspace).success;
    return this.policies.ofBearer(request.bearer, isCounted ? workspace : undefined);
  }
}

function longestWait(budgets: readonly Budget[], points: number, now: number): Wait | null {
  let longest: Wait | null = null;
  for (const budget of budgets) {
    const seconds = budget.rate.wait(budget.key, points, now);
    if (seconds > (longest?.seconds ?? 0)) longest = { budget, seconds };
  }
  return longest;
}

function nameOf({ bearer, params }: Call): string {
  return `${bearer?.token?.id ?? bearer?.userId} ${params.workspace}`;
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
