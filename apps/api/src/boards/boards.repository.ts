import { Injectable } from '@nestjs/common';
import {
  type BoardSettingsChange,
  type BoardSummary,
  type ClassPolicies,
  type Column,
  type Gate,
  type NewBoard,
  type ServiceLevels,
} from '@weir/contract';
import { classesOfService, defaultExpediteLimit, defaultIntakePolicy, effectiveGate } from '@weir/domain';
import { Prisma } from '@weir/prisma';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import type { BoardIds } from '../database/board-ids.js';
import { columnsOfBoard, gateOfBoard, waitingOfBoard } from '../database/board-json.js';
import { Database, type Tx } from '../database/prisma.js';
import { type Access, type BoardAccess, boardsOf } from '../http/access/caller.js';
import { limitValues } from '../limits/limit-values.js';
import { pressureOf } from '../pressure/pressure-of.js';
import { startEvent } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';

type SummaryRow = {
  key: string;
  name: string;
  archivedAt: string | null;
  deleteAt: string | null;
  gate: Gate;
  waiting: number;
  depth: number;
  columns: Column[];
  /** The limit of the whole board, where it has one. */
  board: { load: number; max: number } | null;
  inFlight: number;
  overdue: number;
};

type Levels = Partial<ServiceLevels>;
type Policies = Partial<Record<keyof ClassPolicies, string | null>>;

@Injectable()
export class BoardsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One statement for all boards of a page. */
  async list(
    access: Access,
    { after, size }: { after: string | null; size: number },
  ): Promise<BoardSummary[]> {
    const boards = boardsOf(access);
    return this.summaries(
      this.database,
      access.workspaceId,
      Prisma.sql`(${after}::text IS NULL OR b.key > ${after}) AND (${boards}::uuid[] IS NULL OR b.id = ANY (${boards}::uuid[]))`,
      size,
    );
  }

  async summary({ workspaceId }: Access, key: string, tx: Tx): Promise<BoardSummary> {
    const [summary] = await this.summaries(tx, workspaceId, Prisma.sql`b.key = ${key}`, 1);
    if (!summary) throw new Error(`no board ${key}`);
    return summary;
  }

  async hasKey(tx: Tx, { workspaceId }: Access, key: string): Promise<boolean> {
    return (await tx.board.count({ where: { workspaceId, key } })) > 0;
  }

  async create(tx: Tx, { workspaceId, userId }: Access, { key, name, columns, intake }: NewBoard, now: Date) {
    const boardId = uuid();
    const placed = columns.map((column, position) => ({ ...column, id: uuid(), position }));
    const board = { workspaceId, boardId };
    await tx.board.create({
      data: { workspaceId, id: boardId, key, name, createdAt: now, createdBy: userId },
    });
    await tx.boardClock.create({ data: board });
    const { seq } = await startEvent(tx, board, now);
    const policy = { ...defaultIntakePolicy, ...intake };
    await tx.intake.create({
      data: {
        ...board,
        ...policy,
        workingHours: policy.workingHours ?? Prisma.DbNull,
        rest: policy.rest ?? Prisma.DbNull,
      },
    });
    await tx.column.createMany({
      data: placed.map(({ limit: _limit, ...column }) => ({ ...board, ...column })),
    });
    const limits = [
      ...placed.flatMap(({ id, limit }) =>
        limit ? [{ id: uuid(), scope: 'column' as const, columnId: id, ...limit }] : [],
      ),
      {
        id: uuid(),
        scope: 'classOfService' as const,
        classOfService: 'expedite' as const,
        max: defaultExpediteLimit,
      },
    ];
    await tx.wipLimit.createMany({ data: limits.map((limit) => ({ ...board, ...limit })) });
    await tx.event.create({
      data: {
        ...board,
        seq,
        type: 'board.created',
        at: now,
        actorId: userId,
        changes: [
          { board: key, to: { name, intake: policy } },
          ...placed.map(({ id, name, kind, split = false, policy = '' }) => ({
            column: id,
            to: { name, kind, split, policy },
          })),
          ...limits.map(({ id, ...limit }) => ({ limit: id, to: limitValues(limit) })),
        ],
      },
    });
  }

  /**
   * Returns the changed values, before and after; null where none differs. A board is restored only if its people have room, and that
   * cancels its deletion.
   */
  async change(tx: Tx, { workspaceId, boardId }: BoardAccess, change: BoardSettingsChange, now: Date) {
    const where = { workspaceId_id: { workspaceId, id: boardId } };
    const { archivedAt, deleteAt, ...board } = await tx.board.findUniqueOrThrow({ where });
    const before = {
      name: board.name,
      archived: archivedAt !== null,
      deleteAt: deleteAt?.toISOString() ?? null,
      overrideBudget: board.overrideBudget,
      classPolicies: nonEmptyPolicies(board.classPolicies as Policies),
      serviceLevels: setLevels(board.serviceLevels as Levels),
    };
    const { classPolicies = {}, serviceLevels = {}, ...plain } = change;
    const after = {
      ...before,
      ...plain,
      ...(change.archived === false && { deleteAt: null }),
      classPolicies: nonEmptyPolicies({ ...before.classPolicies, ...classPolicies }),
      serviceLevels: setLevels({ ...before.serviceLevels, ...serviceLevels }),
    };
    const changed = changedValues(before, after);
    if (!changed) return null;
    const { archived, ...values } = after;
    await tx.board.update({
      where,
      data: { ...values, archivedAt: archived ? (archivedAt ?? now) : null },
    });
    return changed;
  }

  countWaiting(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<number> {
    return tx.request.count({ where: { workspaceId, boardId, answeredAt: null } });
  }

  /** The numbers of the undelivered cards on the board that came from requests; none if it is archived. */
  async acceptedWork(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<number[]> {
    const cards = await tx.card.findMany({
      where: {
        workspaceId,
        boardId,
        requestId: { not: null },
        archivedAt: null,
        deliveredAt: null,
        board: { archivedAt: null },
      },
      select: { number: true },
    });
    return cards.map(({ number }) => number);
  }

  private async summaries(
    tx: Tx,
    workspaceId: string,
    which: Prisma.Sql,
    size: number,
  ): Promise<BoardSummary[]> {
    const now = this.clock.now();
    const rows = await tx.$queryRaw<SummaryRow[]>`
      SELECT b.key, b.name, weir.instant(b.archived_at) AS "archivedAt", weir.instant(b.delete_at) AS "deleteAt", i.depth,
             ${Prisma.raw(gateOfBoard)} AS gate,
             ${Prisma.raw(waitingOfBoard)} AS waiting,
             ${Prisma.raw(columnsOfBoard)} AS columns,
             (SELECT jsonb_build_object('load', weir.limit_load(l), 'max', l.max) FROM wip_limits l
               WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id AND l.scope = 'board') AS board,
             (SELECT count(*)::int FROM cards c JOIN columns k
                  ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
               WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id AND c.archived_at IS NULL
                 AND k.kind = 'active') AS "inFlight",
             (SELECT count(*)::int FROM requests r
               WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL
                 AND r.answer_by <= coalesce(r.paused_at, ${now})) AS overdue
        FROM boards b
        JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
       WHERE b.workspace_id = ${workspaceId}::uuid AND ${which}
       ORDER BY b.key
       LIMIT ${size}::int`;
    return rows.map(({ gate, waiting, depth, columns, board, deleteAt, ...summary }) => {
      const { state, level } = pressureOf({ columns, board, gate, waiting, depth }, now);
      return {
        ...summary,
        ...(deleteAt && { deleteAt }),
        pressure: { state, level },
        intake: { gate: effectiveGate(gate, now), waiting, depth },
      };
    });
  }
}

/** In the order of the classes, without those that have no text. */
function nonEmptyPolicies(policies: Policies): Policies {
  return Object.fromEntries(
    classesOfService.flatMap((name) => (policies[name] ? [[name, policies[name]]] : [])),
  );
}

/** In the order of the classes, without those that have none; each as JSON of the database orders its parts. */
function setLevels(levels: Levels): Levels {
  return Object.fromEntries(
    classesOfService.flatMap((name) => {
      const level = levels[name];
      return level ? [[name, { days: level.days, percent: level.percent }]] : [];
    }),
  );
}
