import { Injectable } from '@nestjs/common';
import type { CardLink } from '@weir/contract';
import type { LinkKind } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';
import { type BoardAccess, boardsOf } from '../../http/access/caller.js';
import type { CardRow } from '../cards.repository.js';

type LinkRow = { id: string; kind: LinkKind; otherBoardId: string; otherCardId: string; otherKind: LinkKind };

const row = { id: true, kind: true, otherBoardId: true, otherCardId: true, otherKind: true } as const;

/** The links of cards. Each is two rows, which one statement writes. */
@Injectable()
export class LinksRepository {
  constructor(private readonly database: Database) {}

  async boardByKey(access: BoardAccess, key: string): Promise<BoardIds | null> {
    const { workspaceId } = access;
    const boards = boardsOf(access);
    const where = { workspaceId, key, ...(boards && { id: { in: [...boards] } }) };
    const board = await this.database.board.findFirst({ where, select: { id: true } });
    return board && { workspaceId, boardId: board.id };
  }

  async isArchived(tx: Tx, { workspaceId }: BoardIds, boardId: string): Promise<boolean> {
    return (await tx.board.count({ where: { workspaceId, id: boardId, archivedAt: { not: null } } })) > 0;
  }

  /** The board of the card at the other end; null where the card has no such link. */
  async otherBoardOf({ workspaceId, boardId }: BoardIds, number: number, id: string): Promise<string | null> {
    const link = await this.database.cardLink.findFirst({
      where: { workspaceId, boardId, id, card: { number } },
      select: { otherBoardId: true },
    });
    return link?.otherBoardId ?? null;
  }

  find(
    tx: Tx,
    { workspaceId, boardId, id: cardId }: CardRow,
    link: Partial<LinkRow>,
  ): Promise<LinkRow | null> {
    return tx.cardLink.findFirst({ where: { workspaceId, boardId, cardId, ...link }, select: row });
  }

  async add(tx: Tx, card: CardRow, link: LinkRow): Promise<void> {
    const { id, kind, otherBoardId, otherCardId, otherKind } = link;
    const { workspaceId, boardId, id: cardId } = card;
    const one = { workspaceId, boardId, cardId, id, kind, otherBoardId, otherCardId, otherKind };
    const other = {
      ...{ workspaceId, boardId: otherBoardId, cardId: otherCardId, id, kind: otherKind },
      ...{ otherBoardId: boardId, otherCardId: cardId, otherKind: kind },
    };
    await tx.cardLink.createMany({ data: [one, other] });
  }

  async remove(tx: Tx, { workspaceId }: CardRow, id: string): Promise<void> {
    await tx.cardLink.deleteMany({ where: { workspaceId, id } });
  }

  /** The link as its card shows it, with the other card as it is now. */
  async document(tx: Tx, { workspaceId, boardId, id: cardId }: CardRow, id: string): Promise<CardLink> {
    const [found] = await tx.$queryRaw<{ document: CardLink }[]>`
      SELECT weir.link_document(l) AS document FROM card_links l
       WHERE l.workspace_id = ${workspaceId}::uuid AND l.board_id = ${boardId}::uuid AND l.card_id = ${cardId}::uuid
         AND l.id = ${id}::uuid`;
    if (!found) throw new Error(`card ${cardId} has no link ${id}`);
    return found.document;
  }
}
