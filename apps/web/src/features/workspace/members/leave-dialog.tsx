'use client';

import type { Member } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { NeedsOwner, Unassigned, useAssignments } from './unassign';

type Props = { member: Member; onLeave: () => Promise<boolean> };

/** The button to leave the workspace or remove a member. It first shows what ends with that. */
export function LeaveDialog({ member, isLastOwner, onLeave }: Props & { isLastOwner: boolean }) {
  const t = useTranslations();
  const { name: workspace, me } = useWorkspace();
  const isMe = member.id === me.id;
  const { name } = member;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={
        isMe ? t('workspace.members.leaveTitle', { workspace }) : t('workspace.members.removeTitle', { name })
      }
      trigger={
        <Button
          variant="plain"
          size="small"
          aria-label={
            isMe
              ? t('workspace.members.leaveLabel', { workspace })
              : t('workspace.members.removeLabel', { name })
          }
        >
          {isMe ? t('workspace.members.leave') : t('workspace.members.remove')}
        </Button>
      }
    >
      {(close) =>
        isLastOwner ? (
          <NeedsOwner isMe={isMe} onClose={close} />
        ) : (
          <Leaving member={member} onLeave={onLeave} close={close} />
        )
      }
    </Dialog>
  );
}

function Leaving({ member, onLeave, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const isMe = member.id === me.id;
  const assignments = useAssignments(member);
  const [isPending, setPending] = useState(false);
  return (
    <>
      <p>{t('workspace.members.nameStays', { who: isMe ? 'you' : 'other', name: member.name })}</p>
      <Unassigned assignments={assignments} isLeaving />
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          isPending={isPending}
          isDisabled={assignments.isPending}
          onPress={async () => {
            setPending(true);
            await onLeave();
            setPending(false);
            close();
          }}
        >
          {isMe ? t('workspace.members.leave') : t('workspace.members.remove')}
        </Button>
      </DialogActions>
    </>
  );
}
