'use client';

import { useQuery } from '@tanstack/react-query';
import type { Workspace, WorkspaceContent } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { ConfirmDeletion } from '@/features/deletion/confirm-deletion';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

const parts = ['boards', 'cards', 'undelivered', 'requests', 'attachments', 'members', 'guests'] as const;

/** Says what goes, and deletes the archived workspace once its name is typed. */
export function DeleteWorkspace({ workspace: { slug, name } }: { workspace: Workspace }) {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('workspaceSettings.delete.confirmTitle', { name })}
      trigger={
        <Button size="small" variant="danger" aria-label={t('workspaceSettings.delete.label', { name })}>
          {t('workspaceSettings.delete.open')}
        </Button>
      }
    >
      {(close) => <Confirmation slug={slug} name={name} close={close} />}
    </Dialog>
  );
}

function Confirmation({ slug, name, close }: { slug: string; name: string; close: () => void }) {
  const t = useTranslations();
  const router = useRouter();
  const saving = useSave();
  const content = useQuery(reading<WorkspaceContent>(adminPaths.archivedContent(slug)));
  const plan = async (typed: string) => {
    const announcement = t('workspaceSettings.delete.planned', { name });
    const call = () => api.put(adminPaths.workspaceDeletion(slug), { name: typed });
    const isPlanned = await saving.save(call, { announcement });
    if (isPlanned) router.refresh();
    return isPlanned;
  };
  const { data } = content;
  return (
    <ConfirmDeletion
      name={name}
      texts={{
        lead: t('workspaceSettings.delete.lead'),
        until: t('workspaceSettings.delete.until'),
        type: t('workspaceSettings.delete.type', { name }),
        submit: t('workspaceSettings.delete.submit'),
      }}
      content={
        data
          ? parts
              .filter((part) => data[part] > 0)
              .map((part) => t(`workspaceSettings.delete.content.${part}`, { count: data[part] }))
          : null
      }
      problem={saving.problem ?? content.error?.problem}
      isPending={saving.isPending}
      close={close}
      plan={plan}
    />
  );
}

/** When it will be deleted, and the button to keep it. */
export function PlannedDeletion({ workspace: { slug, name, deleteAt } }: { workspace: Workspace }) {
  const t = useTranslations();
  const router = useRouter();
  const saving = useSave();
  const keep = async () => {
    const announcement = t('workspaceSettings.delete.kept', { name });
    if (await saving.save(() => api.delete(adminPaths.workspaceDeletion(slug)), { announcement }))
      router.refresh();
  };
  if (!deleteAt) return null;
  return (
    <>
      <Button
        size="small"
        isPending={saving.isPending}
        onPress={keep}
        aria-label={t('workspaceSettings.delete.keepLabel', { name })}
      >
        {t('workspaceSettings.delete.keep')}
      </Button>
      {saving.problem && <ProblemNotice problem={saving.problem} />}
    </>
  );
}
