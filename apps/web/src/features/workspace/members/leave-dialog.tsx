'use client';

import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { NeedsOwner } from './needs-owner';
import { type About, LetGo, useHeld } from './unassign';

type Props = { onLeave: () => Promise<boolean> };

/** The button by which somebody leaves or is removed, and what is said before: all that goes with them. */
export function LeaveDialog({
  workspaceName,
  isLastOwner,
  onLeave,
  ...about
}: Props & About & { workspaceName: string; isLastOwner: boolean }) {
  const { member, isMe } = about;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={isMe ? `Leave ${workspaceName}?` : `Remove ${member.name}?`}
      trigger={
        <Button
          variant="plain"
          size="small"
          aria-label={isMe ? `Leave ${workspaceName}` : `Remove ${member.name}`}
        >
          {isMe ? 'Leave' : 'Remove'}
        </Button>
      }
    >
      {(close) =>
        isLastOwner ? (
          <NeedsOwner isMe={isMe} onClose={close} />
        ) : (
          <Leaving about={about} onLeave={onLeave} close={close} />
        )
      }
    </Dialog>
  );
}

function Leaving({ about, onLeave, close }: Props & { about: About; close: () => void }) {
  const { member, isMe } = about;
  const held = useHeld(about);
  const [isPending, setPending] = useState(false);
  return (
    <>
      <p>
        {isMe ? 'Your name stays' : `${member.name}’s name stays`} in the history and on what is delivered.
      </p>
      <LetGo held={held} about={about} leaves />
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button
          variant="danger"
          isPending={isPending}
          isDisabled={held.isPending}
          onPress={async () => {
            setPending(true);
            await onLeave();
            setPending(false);
            close();
          }}
        >
          {isMe ? 'Leave' : 'Remove'}
        </Button>
      </DialogActions>
    </>
  );
}
