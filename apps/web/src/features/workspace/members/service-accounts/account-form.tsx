'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { NewServiceAccount as Body, Member, ServiceAccountRole } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { CancelButton } from '@/components/form/cancel-button';
import { Form } from '@/components/form/form';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { Glyph } from '@/components/icon/glyph';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useRoleOptions } from '../member-line';
import { canManageAccount } from './managed';

export function NewServiceAccount() {
  const t = useTranslations();
  return (
    <Dialog
      title={t('serviceAccounts.newTitle')}
      lead={t('serviceAccounts.lead')}
      size="small"
      trigger={
        <Button variant="primary">
          <Glyph name="plus" size={14} /> {t('serviceAccounts.new')}
        </Button>
      }
    >
      {(close) => <AccountForm account={null} close={close} />}
    </Dialog>
  );
}

export function EditServiceAccount({ account }: { account: Member }) {
  const t = useTranslations();
  const { name } = account;
  return (
    <Dialog
      title={t('serviceAccounts.editTitle', { name })}
      size="small"
      trigger={
        <Button variant="plain" size="small" aria-label={t('serviceAccounts.editLabel', { name })}>
          {t('serviceAccounts.edit')}
        </Button>
      }
    >
      {(close) => <AccountForm account={account} close={close} />}
    </Dialog>
  );
}

type Values = { name: string; role: ServiceAccountRole };

/** The name and the role: of a new account, or of `account`. */
function AccountForm({ account, close }: { account: Member | null; close: () => void }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const client = useQueryClient();
  const router = useRouter();
  const roleOptions = useRoleOptions().flatMap((option) =>
    option.id !== 'owner' && canManageAccount(role, option.id) ? [{ ...option, id: option.id }] : [],
  );
  const form = useApiForm<Values, Body, Member>({
    schema: accountSchemas.NewServiceAccount,
    defaultValues: {
      name: account?.name ?? '',
      role: (account?.role ?? 'member') as ServiceAccountRole,
    },
    send: (body) =>
      account
        ? api.patch<Member>(adminPaths.serviceAccount(slug, account.id), body)
        : api.post<Member>(adminPaths.serviceAccounts(slug), body),
    announcement: ({ name }) => t('serviceAccounts.saved', { name }),
    onSaved: async () => {
      await client.invalidateQueries({ queryKey: [workspacePaths.allMembers(slug)] });
      // The layout knows which members are service accounts.
      router.refresh();
      close();
    },
  });
  return (
    <Form
      {...form.props}
      label={account ? t('serviceAccounts.editTitle', { name: account.name }) : t('serviceAccounts.newTitle')}
    >
      <TextField
        label={t('serviceAccounts.name')}
        description={t('serviceAccounts.nameHint')}
        maxLength={80}
        autoFocus
        {...form.field('name')}
      />
      <Select label={t('serviceAccounts.role')} options={roleOptions} {...form.field('role')} />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <DialogActions>
        <CancelButton form={form} onCancel={close} />
        <Button type="submit" variant="primary" isPending={form.isPending}>
          {t(account ? 'serviceAccounts.save' : 'serviceAccounts.create')}
        </Button>
      </DialogActions>
    </Form>
  );
}
