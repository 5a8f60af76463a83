import { Inject, Injectable } from '@nestjs/common';
import { longerBoundsOf, timeBoundsOf } from '@weir/contract/time-bounds';
import { ENV, type Env } from '../env.js';
import { Refused, type Result, refuse, retryAfter } from '../result.js';
import { isStatementOutdated, refusalOfDatabase } from './errors.js';
import { isLongerWork } from './longer-work.js';
import { Pool } from './pool.js';
import { Database, type Tx } from './prisma.js';
import { RetryTransaction, retrying } from './retry.js';

/** Carries a result out of a transaction that is rolled back. */
class RolledBack<T> {
  constructor(readonly result: Result<T>) {}
}

export type RollBack<T> = (result: Result<T>) => never;

/** Runs a transaction at READ COMMITTED, which the pool sets, and returns its Result. Refusals of the database are Results; bugs are thrown. */
@Injectable()
export class Transactions {
  private readonly usual;
  private readonly longer;

  constructor(
    private readonly database: Database,
    private readonly pool: Pool,
    @Inject(ENV) env: Env,
  ) {
    this.usual = timeBoundsOf(env);
    this.longer = longerBoundsOf(env);
  }

  async run<T>(work: (tx: Tx, rollBack: RollBack<T>) => Promise<Result<T>>): Promise<Result<T>> {
    const rollBack: RollBack<T> = (result) => {
      throw new RolledBack(result);
    };
    try {
      return await retrying(() => this.attempt((tx) => work(tx, rollBack)));
    } catch (error) {
      if (error instanceof RolledBack) return error.result as Result<T>;
      if (error instanceof Refused) return { ok: false, refusal: error.refusal };
      if (error instanceof RetryTransaction) return refuse('overloaded', retryAfter.busy);
      const refusal = refusalOfDatabase(error);
      if (refusal) return { ok: false, refusal };
      throw error;
    }
  }

  /** The pool keeps the connection of a failed transaction, so its outdated statements must not be sent again. */
  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const isLonger = isLongerWork();
    const { poolWait, connect, request } = isLonger ? this.longer : this.usual;
    try {
      return await this.database.$transaction(
        async (tx) => {
          if (isLonger) await tx.$queryRawUnsafe(this.pool.longerBounds);
          return work(tx);
        },
        // The pool's own bounds fire first, because they name the slow part. A call has been answered after `request`.
        { maxWait: poolWait + connect, timeout: request },
      );
    } catch (error) {
      if (isStatementOutdated(error)) this.database.prepareAgain();
      throw error;
    }
  }
}
