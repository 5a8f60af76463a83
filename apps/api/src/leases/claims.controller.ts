import { Body, Controller, Delete, Ip, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import {
  BoardNumberParams,
  Card,
  Claim,
  ClaimQuery,
  LeaseFailure,
  LeaseRenewal,
  longestClaimWait,
  NewClaim,
} from '@weir/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AllowInStatement } from '../http/access/allow.js';
import { Credentials } from '../http/access/caller.js';
import type { CardLease } from '../http/access/needed-lease.js';
import { Idempotency } from '../http/idempotency.js';
import { networkOf } from '../http/network.js';
import { Answers } from '../http/openapi/answers.js';
import { PreferredWait } from '../http/prefer.js';
import { CreatesAt } from '../http/responses/location.js';
import { MayWait } from '../http/responses/may-wait.js';
import { Versioned } from '../http/responses/versioned.js';
import { whenClosed } from '../http/responses/when-closed.js';
import { invalidInput } from '../http/validation.js';
import { type Result } from '../result.js';
import type { WriteKey } from '../writes/idempotency.js';
import { ClaimsService } from './claims.service.js';

const board = 'v1/workspaces/:workspace/boards/:board';

@Controller(`${board}/claims`)
export class ClaimsController {
  constructor(private readonly claims: ClaimsService) {}

  @Post()
  @AllowInStatement('changeCards')
  @MayWait(longestClaimWait)
  @CreatesAt(`/${board}/cards/:number`)
  @Answers('Claim the next card, and wait for one if asked to', {
    201: Claim,
    refusals: ['nothing-to-claim', 'wip-limit-reached', 'board-archived'],
  })
  claim(
    @Credentials() credentials: Credentials,
    @Body({ schema: NewClaim.optional() }) claim: NewClaim | undefined,
    @Query({ schema: ClaimQuery }) query: ClaimQuery,
    @PreferredWait() preferredWait: number,
    @Idempotency() key: WriteKey | null,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Result<Claim>> {
    const gone = new AbortController();
    whenClosed(reply.raw, () => gone.abort());
    return this.claims.claim(credentials, claim ?? {}, key, {
      seconds: query.wait ?? Math.min(preferredWait, longestClaimWait),
      caller: credentials.userId,
      network: networkOf(ip),
      gone: gone.signal,
      leavePlace: () => request.leavePlace?.(),
    });
  }

  @Put(':number')
  @AllowInStatement('changeCards')
  @Answers('Renew the lease of a claimed card', {
    200: Claim,
    refusals: ['lease-lost', 'board-archived'],
  })
  renew(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: LeaseRenewal.optional() }) renewal: LeaseRenewal | undefined,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Claim>> {
    return this.claims.renew(credentials, leaseOf(number, credentials), renewal ?? {}, key);
  }

  @Put(':number/completion')
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('Complete the work on a claimed card: it moves on', {
    200: Card,
    refusals: ['lease-lost', 'wip-limit-reached', 'board-archived'],
  })
  complete(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.claims.complete(credentials, leaseOf(number, credentials), key);
  }

  @Put(':number/failure')
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('Give up the work on a claimed card, with a reason', {
    200: Card,
    refusals: ['lease-lost', 'wip-limit-reached', 'board-archived'],
  })
  fail(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Body({ schema: LeaseFailure }) failure: LeaseFailure,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.claims.fail(credentials, leaseOf(number, credentials), failure, key);
  }

  @Delete(':number')
  @AllowInStatement('changeCards')
  @Versioned()
  @Answers('End a claim: its holder gives the card back, everybody else takes it where it is', {
    200: Card,
    refusals: ['lease-lost', 'not-claimed', 'wip-limit-reached', 'board-archived'],
  })
  end(
    @Credentials() credentials: Credentials,
    @Param({ schema: BoardNumberParams }) { number }: BoardNumberParams,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Card>> {
    return this.claims.end(credentials, number, key);
  }
}

/** What only the holder does needs their token. */
function leaseOf(card: number, { lease }: Credentials): CardLease {
  if (!lease) throw invalidInput([{ path: 'Weir-Lease', code: 'required' }]);
  return { card, token: lease.token };
}
