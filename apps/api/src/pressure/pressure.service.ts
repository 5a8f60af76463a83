import { Injectable } from '@nestjs/common';
import { can, type Pressure, type Role } from '@weir/contract';
import { ageSeconds, effectiveGate, limitSubjectName } from '@weir/domain';
import { Clock } from '../clock.js';
import { codedText } from '../coded-text.js';
import type { BoardIds } from '../database/board-ids.js';
import type { BoardAccess } from '../http/access/caller.js';
import { DoorService } from '../intake/door/door.service.js';
import { ok, type Result } from '../result.js';
import { KnownPressures } from '../writes/known-pressures.js';
import { PressureRepository, type PressureRow } from './pressure.repository.js';
import { type BoardLoad, isResting, pressureOf } from './pressure-of.js';

/** How full a board is, for everyone who submits work to it. */
@Injectable()
export class PressureService {
  constructor(
    private readonly repository: PressureRepository,
    private readonly door: DoorService,
    private readonly pressures: KnownPressures,
    private readonly clock: Clock,
  ) {}

  /** `retryAfterSeconds` is for a caller without requests of their own. */
  async read(access: BoardAccess): Promise<Result<Pressure>> {
    const now = this.clock.now();
    const [row, { retryAfterSeconds }] = await Promise.all([
      this.repository.read(access, now),
      this.door.read(access, { requesterId: null, now }),
    ]);
    this.pressures.isAt(access, Number(row.seq));
    const { waiting, depth, overdue, oldestSubmittedAt } = row;
    const { because, ...pressure } = pressureOf(loadOf(access.role, row), now);
    return ok({
      ...pressure,
      because: because.map((reason) => ({ code: reason.code, text: codedText('pressure', reason) })),
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
    });
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
