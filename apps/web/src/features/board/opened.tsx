'use client';

import { ArchivedCards } from './archived-cards';
import { type Open, useBoardRoom } from './board-room';
import { CreateCard } from './create-card';
import { MoveDialog } from './move-dialog';
import { BlockDialog, PutBackDialog } from './put-back-dialog';
import { Shortcuts } from './shortcuts';

/** The one dialog that is open over the board, if any. */
export function Opened({ what, onClose }: { what: Open | null; onClose: () => void }) {
  const { canEdit } = useBoardRoom();
  switch (what?.kind) {
    case 'move':
      return <MoveDialog number={what.card} onClose={onClose} />;
    case 'putBack':
      return <PutBackDialog number={what.card} onClose={onClose} />;
    case 'block':
      return <BlockDialog number={what.card} onClose={onClose} />;
    case 'create':
      return <CreateCard columnId={what.columnId} onClose={onClose} />;
    case 'archived':
      return <ArchivedCards onClose={onClose} />;
    case 'help':
      return <Shortcuts canEdit={canEdit} onClose={onClose} />;
    default:
      return null;
  }
}
