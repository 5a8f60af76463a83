import type { ReactNode } from 'react';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';

/** The button that removes a part of the board, and what is asked before; `kind` where the name alone does not say what it is. */
export function RemoveDialog({
  name,
  kind = '',
  children,
}: {
  name: string;
  kind?: string;
  children: (close: () => void) => ReactNode;
}) {
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={`Remove ${name}?`}
      trigger={
        <Button variant="plain" aria-label={['Remove', kind, name].filter(Boolean).join(' ')}>
          Remove
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}
