'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CreatedInvitation, NewInvitation, Role } from '@weir/contract';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { fieldError, ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { roleOptions } from './member-line';

/** Makes a link that lets one person in. The link is shown once: only its hash is kept. */
export function Invite({ workspace }: { workspace: string }) {
  return (
    <Dialog
      title="Invite somebody"
      lead="You get a link to send; it lets one person in."
      size="small"
      trigger={
        <Button variant="primary">
          <Glyph name="plus" size={14} /> Invite
        </Button>
      }
    >
      {(close) => <InviteForm workspace={workspace} close={close} />}
    </Dialog>
  );
}

function InviteForm({ workspace, close }: { workspace: string; close: () => void }) {
  const client = useQueryClient();
  const [role, setRole] = useState<Role>('member');
  const [email, setEmail] = useState('');
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [made, setMade] = useState<CreatedInvitation | null>(null);

  const submit = async () => {
    setPending(true);
    const body: NewInvitation = { role, ...(email.trim() && { email }) };
    const result = await api.post<CreatedInvitation>(paths.invitations(workspace), body);
    setPending(false);
    if (!result.ok) return setProblem(result.problem);
    setMade(result.value);
    await client.invalidateQueries({ queryKey: [`${paths.invitations(workspace)}?size=200`] });
  };

  if (made)
    return (
      <>
        <CopyField label="Invitation link" value={`${window.location.origin}/invitations/${made.token}`} />
        <div style={{ marginTop: '1rem' }}>
          <Notice tone="info">
            Copy it now: it is shown this once. You can take it back in the list below.
          </Notice>
        </div>
        <DialogActions>
          <Button variant="primary" onPress={close}>
            Done
          </Button>
        </DialogActions>
      </>
    );
  return (
    <Form onSubmit={submit} label="Invite somebody">
      <Select label="Role" options={roleOptions} value={role} onChange={setRole} />
      <TextField
        label="E-mail"
        optional
        type="email"
        description="With an address only that person can use the link."
        value={email}
        onChange={setEmail}
        error={fieldError(problem, 'email')}
      />
      {problem && !fieldError(problem, 'email') && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>Cancel</Button>
        <Button type="submit" variant="primary" isPending={isPending}>
          Make the link
        </Button>
      </DialogActions>
    </Form>
  );
}
