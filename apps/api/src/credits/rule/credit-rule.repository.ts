import { Injectable } from '@nestjs/common';
import type { CreditRule, NewCreditRule, OwnCredits } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

@Injectable()
export class CreditRuleRepository {
  constructor(private readonly pool: Pool) {}

  async read(workspaceId: string, userId: string, now: Date): Promise<OwnCredits> {
    const { rows } = await this.pool.query<OwnCredits>({
      name: 'own-credits',
      text: `SELECT weir.credit_rule_document($1) AS rule, weir.credit_account_document($1, $2, $3) AS account`,
      values: [workspaceId, userId, now],
    });
    return rows[0] as OwnCredits;
  }

  /** Null if the experiment was never switched on. */
  async ruleIn(tx: Tx, workspaceId: string): Promise<CreditRule | null> {
    const [row] = await tx.$queryRaw<{ rule: CreditRule | null }[]>`
      SELECT weir.credit_rule_document(${workspaceId}::uuid) AS rule`;
    return row?.rule ?? null;
  }

  /** If the experiment is switched on again, prices begin at the start price. */
  async set(tx: Tx, workspaceId: string, rule: NewCreditRule, now: Date): Promise<void> {
    const { credits, period, timeZone, startPrice, maxPrice } = rule;
    await tx.$executeRaw`
      INSERT INTO credit_rules AS c (workspace_id, credits, period, time_zone, start_price, max_price, since)
      VALUES (${workspaceId}::uuid, ${credits}, ${period}::credit_period, ${timeZone}, ${startPrice}, ${maxPrice}, ${now})
      ON CONFLICT (workspace_id) DO UPDATE
         SET credits = excluded.credits, period = excluded.period, time_zone = excluded.time_zone,
             start_price = excluded.start_price, max_price = excluded.max_price,
             since = CASE WHEN c.ended_at IS NULL THEN c.since ELSE excluded.since END,
             ended_at = NULL, ended_by = NULL, end_reason = NULL`;
  }

  /** False if it was off. */
  async end(
    tx: Tx,
    workspaceId: string,
    { by, at, reason }: { by: string; at: Date; reason: string },
  ): Promise<boolean> {
    const ended = await tx.$executeRaw`
      UPDATE credit_rules SET ended_at = ${at}, ended_by = ${by}::uuid, end_reason = ${reason}
       WHERE workspace_id = ${workspaceId}::uuid AND ended_at IS NULL`;
    if (ended === 0) return false;
    await tx.$queryRaw`SELECT weir.refund_ended_credits(${workspaceId}::uuid)`;
    return true;
  }

  /** The workspaces whose experiment ended after the given time; null: at any time. */
  async workspacesThatEnded(after: Date | null): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'ended-credits',
      text: `SELECT c.workspace_id AS id FROM credit_rules c
              WHERE c.ended_at > coalesce($1, '-infinity'::timestamptz) ORDER BY c.ended_at`,
      values: [after],
    });
    return rows.map(({ id }) => id);
  }

  /** Refunds waiting requests where the experiment has ended. */
  async refundEnded(workspaceId: string): Promise<void> {
    await this.pool.query({
      name: 'refund-ended-credits',
      text: 'SELECT weir.refund_ended_credits($1)',
      values: [workspaceId],
    });
  }
}
