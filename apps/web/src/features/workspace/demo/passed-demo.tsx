'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { can, type Me } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './demo-notice.module.css';

const pollEvery = 10_000;

/** `board` is the key of any board of the demo. */
export type Demo = { seededAt: string; board: string | undefined };

/** Says that the dates of the demo have passed, and starts it afresh for a manager. */
export function PassedDemo({ seededAt, board }: Demo) {
  const t = useTranslations();
  const { role } = useWorkspace();
  useFollowDemo(seededAt, board);
  return (
    <div className={styles.strip} role="note">
      <p>{t.rich('workspace.demo.passed', { at: () => <Ago at={seededAt} /> })}</p>
      {can(role, 'manageBoards') ? <StartAfresh /> : <p>{t('workspace.demo.askManager')}</p>}
    </div>
  );
}

/**
 * Renders the page again when somebody has started the demo afresh elsewhere. Its boards keep their ids, and their event
 * streams send `resync`.
 */
function useFollowDemo(seededAt: string, board = ''): void {
  const router = useRouter();
  const client = useQueryClient();
  const { slug, role } = useWorkspace();
  const isReader = can(role, 'readEvents') && board !== '';
  const { data: me } = useQuery({
    ...reading<Me>(adminPaths.me),
    refetchInterval: isReader ? false : pollEvery,
  });
  useBoardEvents(
    slug,
    board,
    ({ kind }) => kind === 'resync' && client.invalidateQueries({ queryKey: [adminPaths.me] }),
    { enabled: isReader },
  );
  const current = me?.workspaces.find((workspace) => workspace.slug === slug)?.demoSeededAt ?? seededAt;
  useEffect(() => {
    if (Date.parse(current) > Date.parse(seededAt)) router.refresh();
  }, [current, seededAt, router]);
}

function StartAfresh() {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('workspace.demo.confirmTitle')}
      trigger={<Button size="small">{t('workspace.demo.start')}</Button>}
    >
      {(close) => <Confirm close={close} />}
    </Dialog>
  );
}

function Confirm({ close }: { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { isPending, problem, save } = useSave();
  const start = async () => {
    const announcement = t('workspace.demo.started');
    // The whole page: nothing that it shows or has stored is there any more.
    if (await save(() => api.put(workspacePaths.demo(slug)), { announcement }))
      window.location.assign(`/${slug}`);
  };
  return (
    <>
      <p>{t('workspace.demo.lost')}</p>
      <p>{t('workspace.demo.kept')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onPress={start}>
          {t('workspace.demo.start')}
        </Button>
      </DialogActions>
    </>
  );
}
