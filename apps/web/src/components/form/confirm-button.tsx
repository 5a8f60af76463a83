'use client';

import type { ComponentProps } from 'react';
import { Button } from './button';
import { ConfirmDialog } from './confirm-dialog';

type Props = Omit<ComponentProps<typeof ConfirmDialog>, 'trigger' | 'isOpen' | 'onOpenChange'> & {
  /** The name of the button where the verb alone doesn’t say what it is about, as in a list. */
  label?: string;
  look?: 'plain' | 'quiet';
};

/** A button whose action can’t be undone. It asks first. */
export function ConfirmButton({ label, look = 'plain', ...question }: Props) {
  return (
    <ConfirmDialog
      {...question}
      trigger={
        <Button variant={look} size="small" aria-label={label}>
          {question.verb}
        </Button>
      }
    />
  );
}
