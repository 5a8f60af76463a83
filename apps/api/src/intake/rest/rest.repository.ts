import { Injectable } from '@nestjs/common';
import { type Rest, restNumbers } from '@weir/contract';
import type { DayMeasures, JudgedDay } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

type RestRows = { current: Rest | null; last: Rest | null; days: (DayMeasures & JudgedDay)[] };

const restJson = `
  weir.rest_values(r) || jsonb_build_object(
    'id', r.id, 'at', weir.instant(r.at), 'by', weir.person(r.by), 'closedBy', weir.person(r.closed_by))`;

const statement = `
  SELECT (SELECT ${restJson} FROM rests r
           WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.closed_at IS NULL) AS current,
         (SELECT ${restJson} FROM rests r
           WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.closed_at IS NOT NULL
           ORDER BY r.at DESC LIMIT 1) AS last,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'day', d.day, 'workedSeconds', d.worked_seconds, 'saturatedSeconds', d.saturated_seconds,
                   'loadedSeconds', d.loaded_seconds, 'inFlight', d.in_flight, 'aged', d.aged, 'overrides', d.overrides,
                   'overdue', d.overdue, 'over', d.over, 'isCalm', d.is_calm) ORDER BY d.day DESC), '[]')
            FROM (SELECT * FROM rest_days x
                   WHERE x.workspace_id = $1 AND x.board_id = $2 AND x.kind = 'measured'
                   ORDER BY x.day DESC LIMIT ${restNumbers.ofDays.max}) d) AS days`;

@Injectable()
export class RestRepository {
  constructor(private readonly pool: Pool) {}

  /** The rest or its proposal, the previous one, and the newest measured days, as many as a policy can count. */
  async read({ workspaceId, boardId }: BoardIds): Promise<RestRows> {
    const values = [workspaceId, boardId];
    const { rows } = await this.pool.query<RestRows>({ name: 'rest-status', text: statement, values });
    return rows[0] as RestRows;
  }
}
