import { Injectable } from '@nestjs/common';
import { can, type Pressure, type Role } from '@weir/contract';
import { ageSeconds, effectiveGate, limitSubjectName, type PressureReason } from '@weir/domain';
import { Clock } from '../clock.js';
import { codedText } from '../coded-text.js';
import type { BoardIds } from '../database/board-ids.js';
import type { BoardAccess } from '../http/access/caller.js';
import { DoorService } from '../intake/door/door.service.js';
import { ok, type Result } from '../result.js';
import { readsBoard } from '../waits/graph/reads-board.js';
import { WaitGraphService } from '../waits/graph/wait-graph.service.js';
import { KnownPressures } from '../writes/known-pressures.js';
import { PressureRepository, type PressureRow } from './pressure.repository.js';
import { type BoardLoad, isResting, pressureOf } from './pressure-of.js';

type Downstream = { downstream: Pressure['downstream']; reasons: PressureReason[] };

/** How full a board is, for everyone who submits work to it. */
@Injectable()
export class PressureService {
  constructor(
    private readonly repository: PressureRepository,
    private readonly door: DoorService,
    private readonly pressures: KnownPressures,
    private readonly graph: WaitGraphService,
    private readonly clock: Clock,
  ) {}

  /** `retryAfterSeconds` is for a caller without requests of their own. */
  async read(access: BoardAccess): Promise<Result<Pressure>> {
    const now = this.clock.now();
    const [row, { retryAfterSeconds }] = await Promise.all([
      this.repository.read(access, now),
      this.door.read(access, { requesterId: null, now }),
    ]);
    const { downstream, reasons } = await this.downstreamOf(access, row);
    this.pressures.isAt(access, Number(row.seq));
    const { waiting, depth, overdue, oldestSubmittedAt } = row;
    const { because, ...pressure } = pressureOf(loadOf(access.role, row), now);
    return ok({
      ...pressure,
      because: [...because, ...reasons].map((reason) => ({
        code: reason.code,
        text: codedText('pressure', reason),
      })),
      gate: effectiveGate(row.gate, now),
      rest: isResting(row.rest, now) ? { state: 'resting', until: row.rest.until } : null,
      columns: row.columns
        .filter(({ kind }) => kind === 'active')
        .map(({ id, name, load, limit }) => ({ id, name, load, max: limit?.max ?? null })),
      intake: {
        waiting,
        depth,
        oldestAgeSeconds: oldestSubmittedAt && ageSeconds(oldestSubmittedAt, now),
        overdue,
      },
      retryAfterSeconds,
      downstream,
    });
  }

  /**
   * The downstream pressure, from the boards that its work waits on. A board without waits needs no further statement. Callers who may
   * not read all of these boards get the figure rounded to a tenth, and not how many items wait: otherwise the figure would reveal how
   * full the other boards are.
   */
  private async downstreamOf(access: BoardAccess, row: PressureRow): Promise<Downstream> {
    const open = row.columns.reduce((sum, { kind, load }) => sum + (kind === 'done' ? 0 : load), 0);
    const none = { level: 0, waiting: 0, work: open, boards: [], circle: null };
    if (!row.waits) return { downstream: none, reasons: [] };
    const { boards, circles } = await this.graph.readBehind(access);
    const board = boards.get(access.boardId);
    if (!board) return { downstream: none, reasons: [] };
    const all = board.edges.flatMap((edge) => {
      const other = boards.get(edge.on);
      return other ? [{ ...other, count: edge.count, oldestSince: edge.oldestSince }] : [];
    });
    const read = all.filter(({ id }) => readsBoard(access, id));
    const isWhole = read.length === all.length;
    const circle = circles.find((each) => each.includes(access.boardId)) ?? [];
    const isCircleRead = circle.length > 0 && circle.every((id) => readsBoard(access, id));
    return {
      downstream: {
        level: isWhole ? board.downstream : Math.round(board.downstream * 10) / 10,
        waiting: isWhole ? board.waiting : null,
        work: board.work,
        boards: read
          .map(({ key, state, level, count, oldestSince }) => ({
            key,
            state,
            level,
            waiting: count,
            oldestSince,
          }))
          .toSorted((one, other) => (one.key < other.key ? -1 : 1)),
        circle: isCircleRead ? circle.flatMap((id) => boards.get(id)?.key ?? []) : null,
      },
      reasons: read.flatMap(({ key, state, count }) =>
        state === 'flowing' ? [] : [{ code: 'waitsOnBoard' as const, of: key, state, count }],
      ),
    };
  }

  /** Only the level and its state. */
  async level(board: BoardIds & { role: Role }, now: Date): Promise<Pick<Pressure, 'level' | 'state'>> {
    const { level, state } = pressureOf(loadOf(board.role, await this.repository.read(board, now)), now);
    return { level, state };
  }
}

/** Leaves out what requesters must not read: anything about people of the team. */
function loadOf(role: Role, row: PressureRow): BoardLoad {
  const limits = row.limits
    .filter(({ scope }) => scope !== 'person' || can(role, 'readLimits'))
    .map((limit) => ({ ...limit, of: limitSubjectName({ ...row, cards: [] }, limit) }));
  return { ...row, limits };
}
