import { Injectable } from '@nestjs/common';
import type { BoardWaits, BoardWaitsQuery } from '@weir/contract';
import { type Access, boardsOf } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { invalidAll } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';
import { BoardWaitsRepository } from './board-waits.repository.js';
import { WaitsRepository } from './waits.repository.js';

/** The beginning of a wait in microseconds since 1970, and its item. */
const placeShape = /^\d{1,18}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The cards and requests of one board that wait on another: those behind a number on the map of waits. */
@Injectable()
export class BoardWaitsService {
  constructor(
    private readonly repository: BoardWaitsRepository,
    private readonly waits: WaitsRepository,
  ) {}

  /** The longest wait first. 422 names boards that do not exist, are archived, or that the caller’s token does not cover. */
  async list(access: Access, { from, on, cursor, size = 50 }: BoardWaitsQuery): Promise<Result<BoardWaits>> {
    const { workspaceId } = access;
    const [since, item] = readCursor(cursor, placeShape)?.split('_') ?? [];
    const after = since && item ? { since, item } : null;
    const within = boardsOf(access);
    const [waiting, awaited] = await Promise.all(
      [from, on].map((key) => this.waits.boardByKey(workspaceId, key, within)),
    );
    if (!waiting || !awaited) {
      const absent = [...(waiting ? [] : ['from']), ...(awaited ? [] : ['on'])];
      return invalidAll(absent.map((path) => ({ path, code: 'absent' })));
    }
    const boards = { workspaceId, boardId: waiting.id, onBoardId: awaited.id };
    const rows = await this.repository.page(boards, { after, size: size + 1 });
    const { items, nextCursor } = pageOf(rows, size, ({ place }) => place);
    return ok({ items: items.map(({ waiter }) => waiter), nextCursor });
  }
}
