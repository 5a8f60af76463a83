import { Injectable } from '@nestjs/common';
import type { Delivery, DeliveryState } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import type { Attempt } from '../sending/webhook-client.js';

/** What the log has of a message. */
export type StoredDelivery = {
  delivery: Delivery;
  sourceId: string;
  seq: number;
  data: object | null;
  headers: Record<string, string> | null;
  body: string | null;
};
export type NewDelivery = {
  workspaceId: string;
  webhookId: string;
  id: string;
  messageId: string;
  type: string;
  sourceId: string;
  seq: number;
  data: object | null;
  at: Date;
  attempt: Attempt;
};

const columns = `
  d.source_id AS "sourceId", d.seq::float8 AS seq, d.data, d.headers, d.body,
  jsonb_build_object(
    'id', d.id, 'messageId', d.message_id, 'type', d.type, 'state', d.state, 'attempts', d.attempts,
    'startedAt', weir.instant(d.started_at), 'attemptedAt', weir.instant(d.attempted_at), 'duration', d.duration,
    'status', d.status, 'error', d.error,
    'board', CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('key', b.key, 'name', b.name) END) AS delivery`;
/** No id is greater. */
const afterAll = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const joined = `
  webhook_deliveries d
    LEFT JOIN boards b ON b.workspace_id = d.workspace_id AND b.id = d.source_id`;

@Injectable()
export class DeliveriesRepository {
  constructor(private readonly pool: Pool) {}

  /** The newest first. One statement with and one without a state, so that each has the plan of its index. */
  async list(
    workspaceId: string,
    webhookId: string,
    { before, state, size }: { before: string | null; state: DeliveryState | null; size: number },
  ): Promise<Delivery[]> {
    const { rows } = await this.pool.query<StoredDelivery>({
      name: state ? 'webhook deliveries in a state' : 'webhook deliveries',
      text: `
        SELECT ${columns} FROM ${joined}
         WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.id < $3 ${state ? 'AND d.state = $5' : ''}
         ORDER BY d.id DESC
         LIMIT $4`,
      values: [workspaceId, webhookId, before ?? afterAll, size, ...(state ? [state] : [])],
    });
    return rows.map(({ delivery }) => delivery);
  }

  async find(workspaceId: string, webhookId: string, id: string): Promise<StoredDelivery | null> {
    const { rows } = await this.pool.query<StoredDelivery>({
      name: 'webhook delivery',
      text: `SELECT ${columns} FROM ${joined} WHERE d.workspace_id = $1 AND d.webhook_id = $2 AND d.id = $3`,
      values: [workspaceId, webhookId, id],
    });
    return rows[0] ?? null;
  }

  /** A message that was sent once, delivered or not. */
  async add(row: NewDelivery): Promise<void> {
    const { workspaceId, webhookId, id, messageId, type, sourceId, seq, data, at, attempt } = row;
    const { isAccepted, duration, status, error, headers, body } = attempt;
    const state: DeliveryState = isAccepted ? 'delivered' : 'failed';
    await this.pool.query(
      `INSERT INTO webhook_deliveries
              (workspace_id, webhook_id, id, message_id, type, source_id, seq, data, state, attempts, started_at, attempted_at,
               duration, status, error, headers, body)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10, $11, $12, $13, $14, $15)`,
      [
        ...[workspaceId, webhookId, id, messageId, type, sourceId, seq, jsonOf(data), state, at],
        ...[duration, status, error, jsonOf(headers), body],
      ],
    );
  }
}

function jsonOf(value: object | null): string | null {
  return value && JSON.stringify(value);
}
