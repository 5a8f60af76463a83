import { Injectable } from '@nestjs/common';
import type { ClassOfService, Column, Gate, Limit, Person, Swimlane, WorkingHours } from '@weir/contract';
import { columnsOfBoard, gateOfBoard, limitsOfBoard, swimlanesOfBoard } from '../database/board-json.js';
import { Pool } from '../database/pool.js';

export type WaitingFacts = {
  /** A member's id or a guest's. */
  requesterId: string;
  classOfService: ClassOfService;
  submittedAt: string;
  answerBy: string;
  pausedAt: string | null;
};

export type LoadFacts = {
  key: string;
  name: string;
  timeZone: string;
  gate: Gate;
  /** Why it moved by itself, as a code. */
  gateCause: string | null;
  gateByItself: boolean;
  depth: number;
  quota: number;
  perHour: number | null;
  perDay: number | null;
  minOptions: number;
  replenishOn: number[];
  answerWithinHours: number;
  workingHours: WorkingHours | null;
  columns: Column[];
  swimlanes: Swimlane[];
  limits: Limit[];
  /** Those who have a limit, for their names. */
  people: Person[];
  blocked: number;
  waiting: WaitingFacts[];
};

/** What of a person's requests rests in their own hands, questions and tickets; how many came in, and when one drops out. */
export type OwnFacts = {
  inHands: number;
  lastHour: number;
  lastDay: number;
  hourFreeAt: Date | null;
  dayFreeAt: Date | null;
};

/** All that the rules need to know of a board's load, in one statement and so of one moment. */
const loadStatement = `
  SELECT b.key, b.name, i.time_zone AS "timeZone", i.depth, i.answer_within_hours AS "answerWithinHours",
         i.working_hours AS "workingHours",
         coalesce(i.open_per_requester, 500) AS quota, i.replenish_on AS "replenishOn",
         i.per_requester_per_hour AS "perHour", i.per_requester_per_day AS "perDay", i.min_options AS "minOptions",
         i.gate_cause AS "gateCause", i.gate_by_itself AS "gateByItself",
         ${gateOfBoard} AS gate,
         ${columnsOfBoard} AS columns,
         ${swimlanesOfBoard} AS swimlanes,
         ${limitsOfBoard} AS limits,
         (SELECT coalesce(jsonb_agg(weir.person(p.user_id)), '[]')
            FROM (SELECT l.user_id FROM wip_limits l
                   WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id AND l.scope = 'person'
                   UNION SELECT p.user_id FROM person_limits p WHERE p.workspace_id = b.workspace_id) p) AS people,
         (SELECT count(*)::int
            FROM columns k
            JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
            JOIN card_blocks x ON x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
           WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active'
             AND c.archived_at IS NULL AND x.unblocked_at IS NULL) AS blocked,
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'requesterId', coalesce(r.requester_id, r.guest_id), 'classOfService', r.class_of_service,
                   'submittedAt', weir.instant(r.submitted_at), 'answerBy', weir.instant(r.answer_by),
                   'pausedAt', weir.instant(r.paused_at))), '[]')
            FROM requests r
           WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL) AS waiting
    FROM boards b
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN (SELECT $3::timestamptz AS now) t
   WHERE b.workspace_id = $1 AND b.id = $2`;

/** Both are one person's: what rests in their hands on day $4, and what came in from them until now, $5. */
const ownStatement = `
  SELECT h.count AS "inHands", p.*
    FROM (SELECT count(*)::int AS count
            FROM requests r
           WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.requester_id = $3
             AND CASE WHEN r.answered_at IS NULL THEN r.paused_at IS NOT NULL
                      ELSE weir.ticket_from(r) <= $4::date AND NOT EXISTS (
                        SELECT FROM requests n
                         WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id AND n.follows_id = r.id AND n.by_ticket)
                 END) h
   CROSS JOIN (
     SELECT count(*)::int AS "lastDay", min(s.at) + interval '1 day' AS "dayFreeAt",
            (count(*) FILTER (WHERE s.at > $5::timestamptz - interval '1 hour'))::int AS "lastHour",
            min(s.at) FILTER (WHERE s.at > $5::timestamptz - interval '1 hour') + interval '1 hour' AS "hourFreeAt"
       FROM (SELECT r.submitted_at AS at
               FROM requests r
              WHERE r.workspace_id = $1 AND r.board_id = $2 AND coalesce(r.requester_id, r.guest_id) = $3
                AND r.from_request_id IS NULL
                AND r.submitted_at > $5::timestamptz - interval '1 day' AND r.submitted_at <= $5) s) p`;

@Injectable()
export class PressureRepository {
  constructor(private readonly pool: Pool) {}

  async load(
    { workspaceId, boardId }: { workspaceId: string; boardId: string },
    now: Date,
  ): Promise<LoadFacts> {
    const values = [workspaceId, boardId, now];
    const { rows } = await this.pool.query<LoadFacts>({ name: 'load', text: loadStatement, values });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }

  async own(
    { workspaceId, boardId }: { workspaceId: string; boardId: string },
    userId: string,
    { now, day }: { now: Date; day: string },
  ): Promise<OwnFacts> {
    const { rows } = await this.pool.query<OwnFacts>({
      name: 'own-at-the-door',
      text: ownStatement,
      values: [workspaceId, boardId, userId, day, now],
    });
    return rows[0] as OwnFacts;
  }
}
