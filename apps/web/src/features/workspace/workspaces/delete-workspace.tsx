'use client';

import { useQuery } from '@tanstack/react-query';
import type { Workspace, WorkspaceContent } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { ConfirmDeletion } from '@/features/deletion/confirm-deletion';
import { useDeletion } from '@/features/deletion/use-deletion';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useTranslations } from '@/lib/words/use-translations';

const parts = ['boards', 'cards', 'undelivered', 'requests', 'attachments', 'members', 'guests'] as const;

/** The button that deletes an archived workspace, after a question. */
export function DeleteWorkspace({ workspace: { slug, name } }: { workspace: Workspace }) {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('deletion.title', { name })}
      trigger={
        <Button size="small" variant="danger" aria-label={t('deletion.open', { name })}>
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
  const deletion = useDeletion(name, adminPaths.workspaceDeletion(slug));
  const { data, error } = useQuery(reading<WorkspaceContent>(adminPaths.archivedContent(slug)));
  return (
    <ConfirmDeletion
      name={name}
      deletion={deletion}
      content={
        data
          ? parts
              .filter((part) => data[part] > 0)
              .map((part) => t(`workspaceSettings.delete.content.${part}`, { count: data[part] }))
          : null
      }
      problem={error?.problem}
      until={t('workspaceSettings.delete.until')}
      typeName={t('workspaceSettings.delete.type', { name })}
      close={close}
    />
  );
}

/** The button that keeps a workspace whose deletion is planned. */
export function KeepWorkspace({ workspace: { slug, name } }: { workspace: Workspace }) {
  const t = useTranslations();
  const { isPending, problem, keep } = useDeletion(name, adminPaths.workspaceDeletion(slug));
  return (
    <>
      <Button size="small" isPending={isPending} onPress={keep} aria-label={t('deletion.keep', { name })}>
        {t('workspaceSettings.delete.keep')}
      </Button>
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
