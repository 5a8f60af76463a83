'use client';

import type { Workspace } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { DeleteWorkspace, KeepWorkspace } from './delete-workspace';
import styles from './workspaces.module.css';

/** The archived workspaces that the person owns. */
export function ArchivedWorkspaces({ workspaces }: { workspaces: Workspace[] }) {
  const t = useTranslations();
  if (workspaces.length === 0) return null;
  return (
    <Panel title={t('workspaceSettings.restore.title')}>
      <p className={styles.lead}>{t('workspaceSettings.restore.lead')}</p>
      <ul>
        {workspaces.map((workspace) => (
          <Archived key={workspace.slug} workspace={workspace} />
        ))}
      </ul>
    </Panel>
  );
}

function Archived({ workspace }: { workspace: Workspace }) {
  const { slug, name, deleteAt } = workspace;
  const t = useTranslations();
  const router = useRouter();
  const saving = useSave();
  const restore = async () => {
    const announcement = t('workspaceSettings.restore.restored', { name });
    if (await saving.save(() => api.delete(adminPaths.archivedWorkspace(slug)), { announcement }))
      router.refresh();
  };
  return (
    <li className={styles.archived}>
      <span>
        <span dir="auto">{name}</span>
        {deleteAt && <> {t.rich('deletion.at', { at: () => <Instant at={deleteAt} /> })}</>}
      </span>
      <span className={styles.actions}>
        <Button
          size="small"
          isPending={saving.isPending}
          onPress={restore}
          aria-label={t('workspaceSettings.restore.label', { name })}
        >
          {t('workspaceSettings.restore.submit')}
        </Button>
        {deleteAt ? <KeepWorkspace workspace={workspace} /> : <DeleteWorkspace workspace={workspace} />}
      </span>
      {saving.problem && <ProblemNotice problem={saving.problem} />}
    </li>
  );
}
