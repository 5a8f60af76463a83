'use client';

import { useQuery } from '@tanstack/react-query';
import type { Workspace, WorkspaceContent } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { TextField } from '@/components/form/text-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './workspaces.module.css';

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
  const [typed, setTyped] = useState('');
  const content = useQuery(reading<WorkspaceContent>(adminPaths.archivedContent(slug)));
  const problem = saving.problem ?? content.error?.problem;
  const plan = async () => {
    const announcement = t('workspaceSettings.delete.planned', { name });
    if (
      await saving.save(() => api.put(adminPaths.workspaceDeletion(slug), { name: typed }), { announcement })
    ) {
      close();
      router.refresh();
    }
  };
  return (
    <div className={styles.confirmation}>
      <p>{t('workspaceSettings.delete.lead')}</p>
      {content.data && (
        <ul className={styles.content}>
          {parts
            .filter((part) => content.data[part] > 0)
            .map((part) => (
              <li key={part}>
                {t(`workspaceSettings.delete.content.${part}`, { count: content.data[part] })}
              </li>
            ))}
        </ul>
      )}
      <p>{t('workspaceSettings.delete.until')}</p>
      <TextField
        label={t('workspaceSettings.delete.type', { name })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
      />
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button
          variant="danger"
          isDisabled={typed.trim() !== name || !content.data}
          isPending={saving.isPending}
          onPress={plan}
        >
          {t('workspaceSettings.delete.submit')}
        </Button>
      </DialogActions>
    </div>
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
