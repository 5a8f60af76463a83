import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Detail } from '@weir/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { Refused } from '../../result.js';
import { RULE, type Rule } from '../access/allow.js';
import { networkOf } from '../network.js';
import { WEIGHT } from './costs.js';
import { Rate } from './rate.js';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);
const bytesOfAPoint = 4096;
/** A call so answered wrote nothing in the workspace, and its caller may not even belong to it. */
const outside = new Set([401, 403, 404]);

/**
 * Bounds how much a person writes, whatever sessions and tokens they use, and how much is written to a workspace. Callers
 * without a valid token count as one of their network. It comes before every query, so that a refusal costs next to
 * nothing. A write costs one point, and one more for every 4 KB of its body, times the weight of its route. Each instance
 * counts by itself.
 */
@Injectable()
export class WriteRatesGuard implements CanActivate {
  private readonly ofCallers: Rate | null;
  private readonly ofWorkspaces: Rate | null;

  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    @Inject(ENV) env: Env,
  ) {
    this.ofCallers = env.WEIR_PERSON_WRITES > 0 ? new Rate(env.WEIR_PERSON_WRITES) : null;
    this.ofWorkspaces = env.WEIR_WORKSPACE_WRITES > 0 ? new Rate(env.WEIR_WORKSPACE_WRITES) : null;
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Params: { workspace?: string } }>>();
    if (reads.has(request.method)) return true;
    const weight = this.reflector.get<number | undefined>(WEIGHT, context.getHandler()) ?? 1;
    const points = weight * (1 + Math.floor((request.rawBody?.length ?? 0) / bytesOfAPoint));
    const now = this.clock.now().getTime();

    const { bearer, ip } = request;
    const caller = bearer ? `person ${bearer.userId}` : `network ${networkOf(ip)}`;
    const wait = this.ofCallers?.take(caller, points, now);
    if (wait) throw limited(wait, bearer ? 'writesOfPerson' : 'writesFromNetwork');

    const { workspace } = request.params;
    const rule = this.reflector.get<Rule | undefined>(RULE, context.getHandler());
    if (!this.ofWorkspaces || !workspace || !bearer || rule?.kind === 'public') return true;
    const workspaceWait = this.ofWorkspaces.take(workspace, points, now);
    if (workspaceWait) {
      this.ofCallers?.giveBack(caller, points);
      throw limited(workspaceWait, 'writesInWorkspace');
    }
    const rate = this.ofWorkspaces;
    const { raw } = http.getResponse<FastifyReply>();
    raw.once('close', () => {
      if (outside.has(raw.statusCode)) rate.giveBack(workspace, points);
    });
    return true;
  }
}

function limited(retryAfterSeconds: number, key: Detail['key']): Refused {
  return new Refused({ code: 'rate-limited', facts: { retryAfterSeconds }, detail: { key } as Detail });
}
