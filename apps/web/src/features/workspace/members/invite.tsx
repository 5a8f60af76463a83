'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { CreatedInvitation, NewInvitation, Role } from '@weir/contract';
import type { Translate } from '@weir/words';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextArea } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import type { FieldFault } from '@/lib/forms/values';
import { useAskedDialog } from '@/lib/pages/asked-dialog';
import { useTranslations } from '@/lib/words/use-translations';
import { addressesIn, notAddresses } from './addresses';
import { invitationsPath } from './invitations';
import { type Invited, inviteAll } from './invite-all';
import { InvitedPeople } from './invited';
import { useRoleOptions } from './member-line';

/** At once. */
const most = 50;

/** Invites people, each with a link of their own. */
export function Invite({ variant = 'primary' }: { variant?: 'primary' | 'quiet' }) {
  const t = useTranslations();
  return (
    <Dialog
      {...useAskedDialog('invite')}
      title={t('workspace.invite.title')}
      lead={t('workspace.invite.lead')}
      size="small"
      trigger={
        <Button variant={variant}>
          <Glyph name="plus" size={14} /> {t('workspace.invite.open')}
        </Button>
      }
    >
      {(close) => <InviteForm close={close} />}
    </Dialog>
  );
}

function InviteForm({ close }: { close: () => void }) {
  const t = useTranslations();
  const { slug, me } = useWorkspace();
  const client = useQueryClient();
  const roleOptions = useRoleOptions();
  const [invited, setInvited] = useState<Invited[] | null>(null);
  const path = adminPaths.invitations(slug);
  const form = useApiForm<{ role: Role; emails: string }, NewInvitation[], Invited[]>({
    schema: async () => (await schemas.NewInvitation()).array(),
    defaultValues: { role: 'member', emails: '' },
    draftKey: `invite ${slug}`,
    check: ({ emails }) => faultsIn(addressesIn(emails), t),
    toBody: ({ role, emails }) => {
      const addresses = addressesIn(emails);
      return addresses.length === 0 ? [{ role }] : addresses.map((email) => ({ role, email }));
    },
    send: (invitations) =>
      inviteAll(invitations, (invitation) => api.post<CreatedInvitation>(path, invitation)),
    onSaved: (outcomes) => {
      setInvited(outcomes);
      return client.invalidateQueries({ queryKey: [invitationsPath(slug)] });
    },
  });
  if (invited)
    return (
      <InvitedPeople
        invited={invited}
        onTryAgain={(emails) => {
          form.set({ emails: emails.join('\n') });
          setInvited(null);
        }}
        close={close}
      />
    );
  const count = addressesIn(form.values.emails).length;
  return (
    <Form {...form.props} label={t('workspace.invite.title')}>
      <Select label={t('workspace.invite.role')} options={roleOptions} {...form.field('role')} />
      <TextArea
        label={t('workspace.invite.emails')}
        optional
        rows={count > 2 ? 6 : 2}
        inputMode="email"
        autoCapitalize="off"
        spellCheck={false}
        description={t(me.mail ? 'workspace.invite.emailsHintMail' : 'workspace.invite.emailsHint')}
        {...form.field('emails')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('workspace.invite.submit', { count })}
        </Button>
      </DialogActions>
    </Form>
  );
}

function faultsIn(addresses: readonly string[], t: Translate): FieldFault[] {
  const wrong = notAddresses(addresses);
  if (wrong.length > 0)
    return [
      {
        path: 'emails',
        message: t('workspace.invite.notAddresses', { count: wrong.length, list: wrong.join(', ') }),
      },
    ];
  return addresses.length > most
    ? [{ path: 'emails', message: t('workspace.invite.tooMany', { count: addresses.length, most }) }]
    : [];
}
