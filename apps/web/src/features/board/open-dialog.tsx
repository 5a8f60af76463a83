'use client';

import { may } from '@weir/contract';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { limitOf } from '@/lib/board/limits-of';
import { type Open, useBoardRoom } from './board-context';
import { ArchivedCards } from './card/archive/archived-cards';
import { CreateCard } from './card/create/create-card';
import { BlockDialog, PutBackDialog } from './card/panel/put-back-dialog';
import { Shortcuts } from './keyboard-help';
import { MoveDialog } from './moving/move-dialog';

/** The one dialog that is open over the board, if any. */
export function Opened({ what, onClose }: { what: Open | null; onClose: () => void }) {
  const { canEdit, workspace, board, role } = useBoardRoom();
  switch (what?.kind) {
    case 'move':
      return <MoveDialog number={what.card} onClose={onClose} />;
    case 'putBack':
      return <PutBackDialog number={what.card} onClose={onClose} />;
    case 'block':
      return <BlockDialog number={what.card} onClose={onClose} />;
    case 'create':
      return <CreateCard columnId={what.columnId} swimlaneId={what.swimlaneId} onClose={onClose} />;
    case 'limit':
      return (
        <LimitEditor
          workspace={workspace}
          board={board}
          subject={what.subject}
          limit={limitOf(board, what.subject)}
          mayChange={may(role, 'manageBoards') && !board.archivedAt}
          onClose={onClose}
        />
      );
    case 'archived':
      return <ArchivedCards onClose={onClose} />;
    case 'help':
      return <Shortcuts canEdit={canEdit} onClose={onClose} />;
    default:
      return null;
  }
}
