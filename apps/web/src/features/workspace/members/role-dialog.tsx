'use client';

import { can, type Role } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { roleWords } from '../account/role-words';
import { NeedsOwner } from './needs-owner';
import { type About, LetGo, useHeld } from './unassign';

type Props = {
  role: Role;
  isLastOwner: boolean;
  onChange: (role: Role) => Promise<boolean>;
  onClose: () => void;
};

/** Asks before a role is changed, for it is chosen with a key as quickly as with a thought. */
export function RoleDialog({ role, isLastOwner, onChange, onClose, ...about }: Props & About) {
  const { member, isMe } = about;
  const { label, may: permissions } = roleWords[role];
  const losesWork = can(member.role, 'changeCards') && !can(role, 'changeCards');
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      role="alertdialog"
      title={`Make ${isMe ? 'yourself' : member.name} ${article(label)} ${label.toLowerCase()}?`}
    >
      {isLastOwner ? (
        <NeedsOwner isMe={isMe} onClose={onClose} />
      ) : (
        <>
          <p>
            {label}: {permissions.charAt(0).toLowerCase()}
            {permissions.slice(1)}.
          </p>
          {losesWork ? (
            <LosingWork about={about} role={role} onChange={onChange} onClose={onClose} />
          ) : (
            <Confirm variant="primary" label={label} onConfirm={() => onChange(role)} onClose={onClose} />
          )}
        </>
      )}
    </Dialog>
  );
}

function LosingWork({
  about,
  role,
  onChange,
  onClose,
}: Pick<Props, 'role' | 'onChange' | 'onClose'> & { about: About }) {
  const held = useHeld(about);
  return (
    <>
      <p>Who can’t change cards holds none. What is delivered keeps {about.isMe ? 'your' : 'the'} name.</p>
      <LetGo held={held} about={about} />
      <Confirm
        variant="danger"
        label={roleWords[role].label}
        isDisabled={held.isPending}
        onConfirm={() => onChange(role)}
        onClose={onClose}
      />
    </>
  );
}

function Confirm({
  variant,
  label,
  isDisabled = false,
  onConfirm,
  onClose,
}: {
  variant: 'primary' | 'danger';
  label: string;
  isDisabled?: boolean;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}) {
  const [isPending, setPending] = useState(false);
  return (
    <DialogActions>
      <Button onPress={onClose}>Cancel</Button>
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
        Make {label.toLowerCase()}
      </Button>
    </DialogActions>
  );
}

function article(label: string): string {
  return /^[AEIOU]/.test(label) ? 'an' : 'a';
}
