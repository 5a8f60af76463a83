import type { ExportedLink, ExportedWait } from '@weir/contract/workspace-exports';
import { otherSideOf } from '@weir/domain';
import type { Mapping } from './mapping.js';
import type { MappedLink, MappedWait } from './workspace.repository.js';

export function linkRow({ id, card, kind, to }: ExportedLink, mapping: Mapping): MappedLink {
  return {
    id: mapping.id(id),
    boardId: mapping.id(card.boardId),
    cardId: mapping.id(card.cardId),
    kind,
    otherBoardId: mapping.id(to.boardId),
    otherCardId: mapping.id(to.cardId),
    otherKind: otherSideOf(kind),
  };
}

export function waitRow(wait: ExportedWait, mapping: Mapping): MappedWait {
  const { id, boardId, cardId, requestId, onBoardId, onRequestId, since, endedAt } = wait;
  return {
    id: mapping.id(id),
    boardId: mapping.id(boardId),
    cardId: cardId && mapping.id(cardId),
    requestId: requestId && mapping.id(requestId),
    onBoardId: mapping.id(onBoardId),
    onRequestId: mapping.id(onRequestId),
    since,
    endedAt,
  };
}
