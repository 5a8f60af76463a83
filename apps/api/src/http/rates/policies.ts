import type { RatePolicy } from '@weir/contract';
import type { Env } from '../../env.js';
import type { TokenBearer } from '../access/caller.js';
import { Rate } from './rate.js';

/** One budget that a call draws on: whose it is, by the key. */
export type Budget = { policy: RatePolicy; rate: Rate; key: string };

/**
 * The budgets of all callers, in points a minute. Programs (calls with API tokens) and people (calls of sessions) are counted
 * apart in each: a program that uses up what a person, or a workspace, has for programs takes nothing from a page.
 */
export class Policies {
  private readonly rates: { [Policy in RatePolicy]: Rate | null };

  constructor(env: Pick<Env, 'WEIR_TOKEN_POINTS' | 'WEIR_PERSON_POINTS' | 'WEIR_WORKSPACE_POINTS'>) {
    const rate = (perMinute: number) => (perMinute > 0 ? new Rate(perMinute) : null);
    this.rates = {
      token: rate(env.WEIR_TOKEN_POINTS),
      person: rate(env.WEIR_PERSON_POINTS),
      workspace: rate(env.WEIR_WORKSPACE_POINTS),
      network: rate(env.WEIR_PERSON_POINTS),
    };
  }

  /** Of a person or a program, and of the workspace in the path, if it names one. */
  ofBearer({ userId, token }: TokenBearer, workspace: string | undefined): Budget[] {
    const kind = token ? 'programs of' : 'pages of';
    return [
      ...(token ? this.budget('token', token.id) : []),
      ...this.budget('person', `${kind} ${userId}`),
      ...(workspace === undefined ? [] : this.budget('workspace', `${kind} ${workspace}`)),
    ];
  }

  /** Of callers without a valid token. */
  ofNetwork(network: string): Budget[] {
    return this.budget('network', network);
  }

  private budget(policy: RatePolicy, key: string): Budget[] {
    const rate = this.rates[policy];
    return rate ? [{ policy, rate, key }] : [];
  }
}
