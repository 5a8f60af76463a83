'use client';

import type { Limit } from '@weir/contract';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { limitSaid } from './limit-words';

/** Somebody set this limit while it was edited here: what they made of it, and the choice. */
export function ChangedMeanwhile({
  stands,
  onKeep,
  onTake,
}: {
  stands: Limit | null;
  onKeep: () => void;
  onTake: () => void;
}) {
  return (
    <Notice
      tone="warn"
      role="alert"
      title={stands ? 'Somebody set this limit meanwhile' : 'Somebody removed this limit meanwhile'}
      actions={
        <>
          <Button size="small" variant="primary" onPress={onKeep}>
            {stands ? 'Save mine over it' : 'Set it again'}
          </Button>
          <Button size="small" onPress={onTake}>
            {stands ? 'Take theirs' : 'Leave it'}
          </Button>
        </>
      }
    >
      {stands && <p>Now it says: {limitSaid(stands)}.</p>}
      <p>What you typed is still here.</p>
    </Notice>
  );
}
