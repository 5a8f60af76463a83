'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type CreatedInvitation, NewInvitation, type Role } from '@weir/contract';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { CopyField } from '@/components/form/copy-field';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { invitationsPath } from './invitations';
import { useRoleOptions } from './member-line';
import styles from './members.module.css';

/** Creates a link that lets one person join. The link is shown once: only its hash is stored. */
export function Invite({ variant = 'primary' }: { variant?: 'primary' | 'quiet' }) {
  const t = useTranslations();
  return (
    <Dialog
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
  const [created, setCreated] = useState<CreatedInvitation | null>(null);
  const form = useApiForm<{ role: Role; email: string }, NewInvitation, CreatedInvitation>({
    schema: schemas.NewInvitation,
    defaultValues: { role: 'member', email: '' },
    draftKey: `invite ${slug}`,
    toBody: ({ role, email }) => ({ role, ...(email.trim() && { email }) }),
    send: (invitation) => api.post<CreatedInvitation>(paths.invitations(slug), invitation),
    onSaved: (invitation) => {
      setCreated(invitation);
      return client.invalidateQueries({ queryKey: [invitationsPath(slug)] });
    },
  });
  if (created)
    return (
      <>
        <CopyField
          label={t('workspace.invite.link')}
          value={`${window.location.origin}/invitations/${created.token}`}
        />
        <div className={styles.copyNow}>
          {created.mailed ? (
            <Notice tone="ok" title={t('workspace.invite.mailed', { email: created.email ?? '' })}>
              <p>{t('workspace.invite.mailedText')}</p>
            </Notice>
          ) : (
            <Notice tone="info">{t('workspace.invite.copyNow')}</Notice>
          )}
        </div>
        <DialogActions>
          <Button variant="primary" onPress={close}>
            {t('workspace.invite.done')}
          </Button>
        </DialogActions>
      </>
    );
  return (
    <Form {...form.props} label={t('workspace.invite.title')}>
      <Select label={t('workspace.invite.role')} options={roleOptions} {...form.field('role')} />
      <TextField
        label={t('access.email')}
        optional
        type="email"
        description={t(me.mail ? 'workspace.invite.emailHintMail' : 'workspace.invite.emailHint')}
        {...form.field('email')}
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t('workspace.invite.submit')}
        </Button>
      </DialogActions>
    </Form>
  );
}
