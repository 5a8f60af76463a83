import { Injectable } from '@nestjs/common';
import {
  type Card,
  type Claim,
  defaultLeaseSeconds,
  type LeaseFailure,
  type LeaseRenewal,
  type NewClaim,
} from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import { AccessService } from '../http/access/access.service.js';
import type { Credentials } from '../http/access/caller.js';
import type { CardLease } from '../http/access/needed-lease.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { ok, type Result } from '../result.js';
import type { CommandStatement } from '../writes/command-groups.js';
import { Commands } from '../writes/commands.js';
import type { WriteKey } from '../writes/idempotency.js';
import { type GivenUp, LeasesRepository } from './leases.repository.js';
import { type Claimant, WaitingClaims } from './waiting/waiting-claims.service.js';

/** The card that a limit refused, and the column that it could not enter. */
type Tried = { card: number; columnId: string };
type Ran<T> = { board: BoardIds | null; result: Result<T> };

/** Claims: a program takes the next card for a time, and reports the result. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly repository: LeasesRepository,
    private readonly commands: Commands,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly access: AccessService,
    private readonly waiting: WaitingClaims,
  ) {}

  /** One statement. Without a card, or room for it, it waits until there is one, at most the given seconds. */
  async claim(
    credentials: Credentials,
    { seconds = defaultLeaseSeconds, ...filter }: NewClaim,
    key: WriteKey | null,
    wait: { seconds: number } & Claimant,
  ): Promise<Result<Claim>> {
    const attempt = () => {
      const command = this.repository.claimCommand(credentials, filter, seconds, key);
      return this.attempt<Claim>(credentials, command);
    };
    const kind = `${credentials.userId} ${JSON.stringify(filter)}`;
    const ran =
      wait.seconds > 0
        ? await this.waiting.claim({ ...wait, kind, ...names(credentials) }, attempt)
        : ok(await attempt());
    return ran.ok ? this.explain(ran.value) : this.toMembers(credentials, ran);
  }

  async renew(
    credentials: Credentials,
    lease: CardLease,
    { seconds = defaultLeaseSeconds }: LeaseRenewal,
    key: WriteKey | null,
  ): Promise<Result<Claim>> {
    return this.run(credentials, this.repository.renewCommand(credentials, lease, seconds, key));
  }

  async complete(credentials: Credentials, lease: CardLease, key: WriteKey | null): Promise<Result<Card>> {
    return this.run(credentials, this.repository.completeCommand(credentials, lease, key));
  }

  async fail(
    credentials: Credentials,
    lease: CardLease,
    { reason, outcome = 'block' }: LeaseFailure,
    key: WriteKey | null,
  ): Promise<Result<Card>> {
    const failed: GivenUp = { type: 'card.failed', outcome, reason };
    return this.run(credentials, this.repository.giveUpCommand(credentials, lease, failed, key));
  }

  /** With a lease the holder gives the card back. Without, the caller takes it: it stays where it is. */
  async end(credentials: Credentials, number: number, key: WriteKey | null): Promise<Result<Card>> {
    const { lease } = credentials;
    const how: GivenUp = lease
      ? { type: 'card.released', outcome: 'return', reason: null }
      : { type: 'card.leaseTaken', outcome: 'keep', reason: null };
    const of = { card: number, token: lease?.token ?? null };
    return this.run(credentials, this.repository.giveUpCommand(credentials, of, how, key));
  }

  private async run<T>(credentials: Credentials, command: CommandStatement): Promise<Result<T>> {
    return this.explain(await this.attempt<T>(credentials, command));
  }

  /** The command checks the token itself, under the lock of its write. */
  private async attempt<T>(credentials: Credentials, command: CommandStatement): Promise<Ran<T>> {
    const ran = await this.commands.run<T>(names(credentials), command);
    if (!ran.ok) return { board: null, result: ran };
    if (!ran.value) return { board: null, result: await this.access.refusalOf(credentials) };
    const { outcome, ...board } = ran.value;
    return { board, result: outcome };
  }

  /** A refusal from before the command, which checks access: outsiders get 404 as from the command. */
  private async toMembers(credentials: Credentials, refused: Result<never>): Promise<Result<never>> {
    const { workspaceSlug: workspace, boardKey: board, roles } = credentials;
    const access = await this.access.at(credentials, { workspace, board }, roles);
    return access.ok ? refused : access;
  }

  private async explain<T>({ board, result }: Ran<T>): Promise<Result<T>> {
    if (result.ok || !board) return result;
    const { tried, ...facts } = (result.refusal.facts ?? {}) as { tried?: Tried };
    if (!tried) return result;
    const refused = { ...result, refusal: { ...result.refusal, facts } };
    return this.limitRefusals.explain(board, refused, {
      kind: 'move',
      ...tried,
      swimlaneId: undefined,
      half: undefined,
    });
  }
}

function names({ workspaceSlug, boardKey }: Credentials) {
  return { workspaceSlug, boardKey };
}
