'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardDeletion, can } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog } from '@/components/overlay/dialog';
import { ConfirmDeletion } from '@/features/deletion/confirm-deletion';
import { useDeletion } from '@/features/deletion/use-deletion';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { reading } from '@/lib/api/query';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
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
  const path = boardSetupPaths.deletion(useWorkspace().slug, useSettings().board.key);
  const { data, error } = useQuery(reading<BoardDeletion>(path));
  const deletion = useDeletion(name, path, useRenewBoard());
  const { deleteAt = null, content } = data ?? {};
  if (deleteAt)
    return (
      <Panel title={t('settings.delete.plannedTitle')}>
        <p className={styles.lead}>{t.rich('settings.delete.at', { at: () => <Instant at={deleteAt} /> })}</p>
        {deletion.problem && <ProblemNotice problem={deletion.problem} />}
        <Button isPending={deletion.isPending} onPress={deletion.keep}>
          {t('deletion.keep', { name })}
        </Button>
      </Panel>
    );
  return (
    <Panel title={t('settings.delete.title')}>
      <p className={styles.lead}>{t('settings.delete.lead')}</p>
      <Dialog
        size="small"
        role="alertdialog"
        title={t('deletion.title', { name })}
        trigger={<Button variant="danger">{t('deletion.open', { name })}</Button>}
      >
        {(close) => (
          <ConfirmDeletion
            name={name}
            deletion={deletion}
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
            problem={error?.problem}
            until={t('settings.delete.until')}
            typeName={t('settings.delete.type', { name })}
            close={close}
          />
        )}
      </Dialog>
    </Panel>
  );
}
