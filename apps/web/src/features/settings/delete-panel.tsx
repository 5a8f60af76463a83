'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardDeletion, can } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog } from '@/components/overlay/dialog';
import { ConfirmDeletion } from '@/features/deletion/confirm-deletion';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { reading } from '@/lib/api/query';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './settings.module.css';
import { useSettings } from './settings-context';

const parts = ['cards', 'undelivered', 'requests', 'comments', 'attachments', 'links', 'waiting'] as const;

/** Deletes an archived board for good, or keeps it until then. */
export function DeletePanel() {
  const { board } = useSettings();
  const { role } = useWorkspace();
  return board.archivedAt && can(role, 'manageBoards') ? <Deletion name={board.name} /> : null;
}

function Deletion({ name }: { name: string }) {
  const t = useTranslations();
  const router = useRouter();
  const path = boardSetupPaths.deletion(useWorkspace().slug, useSettings().board.key);
  const { data, error } = useQuery(reading<BoardDeletion>(path));
  const renew = useRenewBoard();
  const saving = useSave({
    onSaved: async () => {
      await renew();
      router.refresh();
      // The button that was pressed is gone.
      focusPage();
    },
  });
  const plan = (typed: string) =>
    saving.save(() => api.put<BoardDeletion>(path, { name: typed }), {
      announcement: t('settings.delete.planned', { name }),
    });
  const keep = () =>
    saving.save(() => api.delete(path), { announcement: t('settings.delete.kept', { name }) });
  const { deleteAt = null, content } = data ?? {};
  if (deleteAt)
    return (
      <Panel title={t('settings.delete.plannedTitle')}>
        <p className={styles.lead}>{t.rich('settings.delete.at', { at: () => <Instant at={deleteAt} /> })}</p>
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        <Button isPending={saving.isPending} onPress={keep}>
          {t('settings.delete.keep', { name })}
        </Button>
      </Panel>
    );
  return (
    <Panel title={t('settings.delete.title')}>
      <p className={styles.lead}>{t('settings.delete.lead')}</p>
      <Dialog
        size="small"
        role="alertdialog"
        title={t('settings.delete.dialogTitle', { name })}
        trigger={<Button variant="danger">{t('settings.delete.open', { name })}</Button>}
      >
        {(close) => (
          <ConfirmDeletion
            name={name}
            texts={{
              lead: t('settings.delete.listed'),
              until: t('settings.delete.until'),
              type: t('settings.delete.type', { name }),
              submit: t('settings.delete.submit'),
            }}
            content={
              content
                ? [
                    t('settings.delete.content.board'),
                    ...parts
                      .filter((part) => content[part] > 0)
                      .map((part) => t(`settings.delete.content.${part}`, { count: content[part] })),
                  ]
                : null
            }
            problem={saving.problem ?? error?.problem}
            isPending={saving.isPending}
            close={close}
            plan={plan}
          />
        )}
      </Dialog>
    </Panel>
  );
}
