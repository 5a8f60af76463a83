'use client';

import type { Card, Column } from '@weir/contract';
import { Button } from '@/components/button';
import { Dialog, DialogActions } from '@/components/dialog';
import { inAList } from './option-words';

/** Asks before a card goes past columns that it has not been through. */
export function PastDialog({
  card,
  passed,
  to,
  onGo,
  onClose,
}: {
  card: Card;
  /** The names of the columns between. */
  passed: readonly string[];
  to: Column | undefined;
  onGo: () => void;
  onClose: () => void;
}) {
  const go = () => {
    onClose();
    onGo();
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      role="alertdialog"
      title={`${card.ref} to ${to?.name}, past ${inAList(passed)}?`}
    >
      <p>
        “{card.title}” would not go through {inAList(passed)}
        {to?.kind === 'done' ? ', and would count as delivered.' : '.'}
      </p>
      <DialogActions>
        <Button onPress={onClose}>Leave it</Button>
        <Button variant="primary" onPress={go}>
          To {to?.name}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
