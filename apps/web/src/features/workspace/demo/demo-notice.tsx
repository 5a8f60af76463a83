'use client';

import { can } from '@weir/contract';
import { Ago, useNow } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './demo-notice.module.css';

const aDay = 86_400_000;

/** Says, a day after the demo was made, that its dates have passed, and starts it afresh for a manager. */
export function DemoNotice({ seededAt }: { seededAt: string }) {
  const t = useTranslations();
  const { role } = useWorkspace();
  if (useNow() - Date.parse(seededAt) < aDay) return null;
  return (
    <div className={styles.strip} role="note">
      <p>{t.rich('workspace.demo.passed', { at: () => <Ago at={seededAt} /> })}</p>
      {can(role, 'manageBoards') ? <StartAfresh /> : <p>{t('workspace.demo.askManager')}</p>}
    </div>
  );
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
    if (await save(() => api.put(paths.demo(slug)), { announcement })) window.location.assign(`/${slug}`);
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
