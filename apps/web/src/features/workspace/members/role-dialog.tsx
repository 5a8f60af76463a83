'use client';

import { can, type Member, type Role } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { NeedsOwner, Unassigned, useAssignments } from './unassign';

type Props = {
  member: Member;
  role: Role;
  onChange: (role: Role) => Promise<boolean>;
  onClose: () => void;
};

/** Asks before a role is changed: a single key press can choose one. */
export function RoleDialog({ isLastOwner, ...props }: Props & { isLastOwner: boolean }) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { member, role, onChange, onClose } = props;
  const isMe = member.id === me.id;
  const losesWork = can(member.role, 'changeCards') && !can(role, 'changeCards');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      role="alertdialog"
      title={t('workspace.members.roleTitle', { who: isMe ? 'you' : 'other', name: member.name, role })}
    >
      {isLastOwner ? (
        <NeedsOwner isMe={isMe} onClose={onClose} />
      ) : (
        <>
          <p>
            {t('workspace.account.role', {
              name: t(`common.roles.${role}.name`),
              may: t(`common.roles.${role}.may`),
            })}
          </p>
          {losesWork ? (
            <LosingWork {...props} />
          ) : (
            <Confirm variant="primary" role={role} onConfirm={() => onChange(role)} onClose={onClose} />
          )}
        </>
      )}
    </Dialog>
  );
}

/** The new role cannot change cards: shows what is unassigned. */
function LosingWork({ member, role, onChange, onClose }: Props) {
  const t = useTranslations();
  const assignments = useAssignments(member);
  return (
    <>
      <p>{t('workspace.members.losesCards')}</p>
      <Unassigned assignments={assignments} />
      <Confirm
        variant="danger"
        role={role}
        isDisabled={assignments.isPending}
        onConfirm={() => onChange(role)}
        onClose={onClose}
      />
    </>
  );
}

type ConfirmProps = {
  variant: 'primary' | 'danger';
  role: Role;
  isDisabled?: boolean;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
};

function Confirm({ variant, role, isDisabled = false, onConfirm, onClose }: ConfirmProps) {
  const t = useTranslations();
  const [isPending, setPending] = useState(false);
  return (
    <DialogActions>
      <Button onPress={onClose}>{t('common.cancel')}</Button>
      <Button
        variant={variant}
        isPending={isPending}
        isDisabled={isDisabled}
        onPress={async () => {
          setPending(true);
          await onConfirm();
          onClose();
        }}
      >
        {t('workspace.members.makeRole', { role })}
      </Button>
    </DialogActions>
  );
}
