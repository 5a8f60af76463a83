import { Injectable } from '@nestjs/common';
import type {
  AgeingCards,
  BlockedTime,
  CycleTimes,
  FlowEfficiency,
  FlowFaults,
  FlowStage,
  RequestFlow,
} from '@weir/contract';
import type { PlainDate } from '@weir/domain';
import { Pool } from '../../database/pool.js';
import { type FlowScope, type Scoped, valuesOf } from './flow-scope.js';

/**
 * How many cards more or fewer a band has at the end of a day than at the end of the day before, and how many came into its stage and
 * left it. Without a column, the nil UUID.
 */
export type FlowChange = {
  stage: FlowStage;
  columnId: string;
  day: PlainDate;
  change: number;
  arrived: number;
  delivered: number;
  putBack: number;
  removed: number;
};

type EfficiencyDocument = Pick<FlowEfficiency, 'sample' | 'seconds'> & {
  weeks: { from: PlainDate; sample: number; active: number; all: number }[];
  cards: Omit<FlowEfficiency['cards'][number], 'efficiency'>[];
};

type Own<Answer> = Omit<Answer, keyof FlowScope>;

/** Flow figures from the history of cards: one statement each, by the functions in prisma/sql/flow. */
@Injectable()
export class FiguresRepository {
  constructor(private readonly pool: Pool) {}

  changes(scoped: Scoped): Promise<FlowChange[]> {
    return this.rows<FlowChange>(
      'flow-changes',
      `SELECT c.stage, c.column_id AS "columnId", c.day::text AS day, c.change::integer, c.arrived::integer, c.delivered::integer,
              c.put_back::integer AS "putBack", c.removed::integer
         FROM weir.flow_changes($1, $2, $3, $4, $5) c`,
      valuesOf(scoped),
    );
  }

  deliveries(scoped: Scoped): Promise<{ day: PlainDate; delivered: number }[]> {
    return this.rows(
      'flow-throughput',
      'SELECT t.day::text AS day, t.delivered::integer FROM weir.flow_throughput($1, $2, $3, $4, $5) t',
      valuesOf(scoped),
    );
  }

  /** The day on which the history of the boards begins: that of their creation, or of an earlier delivery that was imported. */
  async beginning({ workspaceId, boardIds }: Scoped): Promise<PlainDate | null> {
    const [row] = await this.rows<{ day: PlainDate | null }>(
      'flow-beginning',
      `SELECT min((least(b.created_at, (SELECT min(c.delivered_at) FROM flow_cards c
                                         WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.delivered_at IS NOT NULL))
                   AT TIME ZONE i.time_zone)::date)::text AS day
         FROM boards b JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
        WHERE b.workspace_id = $1 AND b.id = ANY ($2)`,
      [workspaceId, boardIds],
    );
    return row?.day ?? null;
  }

  efficiency(scoped: Scoped, most: number): Promise<EfficiencyDocument> {
    return this.document('flow-efficiency', 'weir.flow_efficiency($1, $2, $3, $4, $5, $6)', [
      ...valuesOf(scoped),
      most,
    ]);
  }

  faults(scoped: Scoped): Promise<Partial<FlowFaults>> {
    return this.document('flow-faults', 'weir.flow_faults($1, $2, $3, $4, $5)', valuesOf(scoped));
  }

  cycleTimes(scoped: Scoped, most: number): Promise<Omit<Own<CycleTimes>, 'faults'>> {
    return this.document('flow-cycle-times', 'weir.flow_cycle_times($1, $2, $3, $4, $5, $6)', [
      ...valuesOf(scoped),
      most,
    ]);
  }

  ageing(
    scoped: Scoped,
    now: Date,
    most: number,
  ): Promise<
    Omit<Own<AgeingCards>, 'columns'> & { columns: Omit<AgeingCards['columns'][number], 'name'>[] }
  > {
    return this.document('flow-ageing', 'weir.flow_ageing($1, $2, $3, $4, $5, $6, $7)', [
      ...valuesOf(scoped),
      now,
      most,
    ]);
  }

  blocked(scoped: Scoped, now: Date, most: number): Promise<Own<BlockedTime>> {
    return this.document('flow-blocked', 'weir.flow_blocked($1, $2, $3, $4, $5, $6, $7)', [
      ...valuesOf(scoped),
      now,
      most,
    ]);
  }

  requests(scoped: Scoped): Promise<Own<RequestFlow>> {
    return this.document('flow-requests', 'weir.flow_requests($1, $2, $3, $4)', valuesOf(scoped).slice(0, 4));
  }

  private async rows<Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return (await this.pool.query<Row>({ name, text, values })).rows;
  }

  private async document<Document>(name: string, call: string, values: unknown[]): Promise<Document> {
    const [row] = await this.rows<{ document: Document }>(name, `SELECT ${call} AS document`, values);
    return (row as { document: Document }).document;
  }
}
