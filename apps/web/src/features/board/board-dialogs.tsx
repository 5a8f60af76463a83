'use client';

import { can } from '@weir/contract';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { limitOf } from '@/lib/board/limit-subjects';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardPage } from './board-context';
import { ArchivedCards } from './card/archive/archived-cards';
import { CopyCard } from './card/copy-card';
import { CreateCard } from './card/create-card';
import { BlockDialog, PutBackDialog } from './card/panel/reasons/reason-dialog';
import { SaveTemplate } from './card/templates/save-template';
import { FieldFilterDialog } from './filter/field-filter-dialog';
import { MoveDialog } from './moving/move-dialog';
import { ChangeViewDialog, SaveViewDialog } from './views/view-dialog';

/** The one dialog that is open over the board, if any. */
export function CurrentDialog() {
  const { dialog, showDialog, board } = useBoardPage();
  const { role } = useWorkspace();
  const close = () => showDialog(null);
  switch (dialog?.kind) {
    case 'move':
      return <MoveDialog number={dialog.card} onClose={close} />;
    case 'putBack':
      return <PutBackDialog number={dialog.card} onClose={close} />;
    case 'block':
      return <BlockDialog number={dialog.card} onClose={close} />;
    case 'create':
      return <CreateCard columnId={dialog.columnId} swimlaneId={dialog.swimlaneId} onClose={close} />;
    case 'copy':
      return <CopyCard card={dialog.card} onClose={close} />;
    case 'saveTemplate':
      return <SaveTemplate card={dialog.card} onClose={close} />;
    case 'limit':
      return (
        <LimitEditor
          board={board}
          subject={dialog.subject}
          limit={limitOf(board, dialog.subject)}
          mayChange={can(role, 'manageBoards') && !board.archivedAt}
          onClose={close}
        />
      );
    case 'archived':
      return <ArchivedCards onClose={close} />;
    case 'fieldFilter':
      return <FieldFilterDialog field={dialog.field} onClose={close} />;
    case 'saveView':
      return <SaveViewDialog onClose={close} />;
    case 'changeView':
      return <ChangeViewDialog view={dialog.view} onClose={close} />;
    default:
      return null;
  }
}
