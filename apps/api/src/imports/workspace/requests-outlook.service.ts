import { Injectable } from '@nestjs/common';
import type { CappedImport } from '@weir/contract';
import type { ExportedBoard } from '@weir/contract/workspace-exports';
import { type Caps, CapsRepository } from '../caps.repository.js';
import type { ImportIds } from '../imports.repository.js';
import type { Mapping } from './mapping.js';
import { IntakeRoom, placesOf } from './waiting-requests.js';
import { WaitingRequestsRepository } from './waiting-requests.repository.js';
import { WorkspaceOutlookRepository } from './workspace-outlook.repository.js';

type OverCaps = {
  /** Requests whose requesters would be guests beyond the cap, and those with too many messages. */
  capped: CappedImport[];
  /** Waiting requests for which the intakes of their boards have no room. */
  intake: CappedImport[];
};

/** Predicts which requests of a workspace are not imported. */
@Injectable()
export class RequestsOutlookService {
  constructor(
    private readonly counts: WorkspaceOutlookRepository,
    private readonly waiting: WaitingRequestsRepository,
    private readonly caps: CapsRepository,
  ) {}

  async overCaps(
    ids: ImportIds,
    boards: readonly ExportedBoard[],
    mapping: Mapping,
    caps: Caps,
  ): Promise<OverCaps> {
    const chosen = boards.map(({ id }) => id);
    const requesters = (await this.counts.requesters(ids, chosen)).filter(
      ({ ref }) => mapping.person(ref) === null,
    );
    const known = await this.counts.guests(
      ids.workspaceId,
      requesters.map(({ ref }) => mapping.id(ref)),
    );
    const guests = requesters.filter(({ ref }) => !known.has(mapping.id(ref)));
    const room = Math.max(0, caps.guests - (await this.caps.ofWorkspace(ids.workspaceId)).guests);
    const beyond = guests.slice(room);
    const long = await this.counts.longRequests(ids, chosen, caps.messages);
    return {
      capped: [
        ...over('guests', caps.guests, guests.length, beyond.length),
        ...over('messages', caps.messages, long, long),
      ],
      intake: await this.overIntakes(ids, boards, mapping, caps, new Set(beyond.map(({ ref }) => ref))),
    };
  }

  /** `strangers`: the requesters whose requests are not imported, because the workspace can't have more guests. */
  private async overIntakes(
    ids: ImportIds,
    boards: readonly ExportedBoard[],
    mapping: Mapping,
    caps: Caps,
    strangers: ReadonlySet<string>,
  ): Promise<CappedImport[]> {
    const { workspaceId } = ids;
    const boardIds = boards.map(({ id }) => mapping.id(id));
    const inFile = await this.waiting.inFile(
      ids,
      boards.map(({ id }) => id),
    );
    const here = await this.waiting.here(
      workspaceId,
      boardIds,
      inFile.map(({ id }) => mapping.id(id)),
    );
    const places = await this.waiting.places(workspaceId, boardIds);
    const existing = new Set(here.map(({ id }) => id));
    const rooms = new Map(
      boards.map((board) => {
        const id = mapping.id(board.id);
        const waiting = here.filter(({ boardId, waits }) => boardId === id && waits);
        return [board.id, new IntakeRoom(board.name, places.get(id) ?? placesOf(board), waiting)];
      }),
    );
    for (const { id, boardRef, requesterRef, isExpedite, messages } of inFile) {
      if (existing.has(mapping.id(id)) || strangers.has(requesterRef)) continue;
      const member = mapping.person(requesterRef);
      const requester = member ?? mapping.id(requesterRef);
      const waiting = { requester, isGuest: member === null, isExpedite };
      rooms.get(boardRef)?.add(waiting, messages <= caps.messages);
    }
    return [...rooms.values()].flatMap((room) => room.capped());
  }
}

/** What a cap of the workspace leaves out; nothing if all fits. */
export function over(cap: CappedImport['cap'], max: number, found: number, leftOut: number): CappedImport[] {
  return leftOut > 0 ? [{ cap, max, found, leftOut, of: null }] : [];
}
