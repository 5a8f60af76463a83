import type { ExportedLink } from '@weir/contract/workspace-exports';
import { otherSideOf } from '@weir/domain';
import type { Mapping } from './mapping.js';
import type { MappedLink } from './workspace.repository.js';

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
