'use client';

import { can } from '@weir/contract';
import { useRouter } from 'next/navigation';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { takenOffWith } from '@/features/accepted-work/leaving';
import { useReasons } from '@/features/accepted-work/use-reasons';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './settings.module.css';
import { useSettings } from './settings-context';

/** The board's name. */
export function BoardPanel() {
  const { board, mayChange } = useSettings();
  const t = useTranslations();
  const router = useRouter();
  const renew = useRenewBoard();
  const path = boardPaths.board(useWorkspace().slug, board.key);
  const form = useInPlaceForm({
    schema: schemas.BoardSettingsChange,
    savedValues: { name: board.name },
    draftKey: `name ${path}`,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: async () => {
      await renew();
      // The layout shows the name, too.
      router.refresh();
    },
  });
  return (
    <Panel
      title={t('settings.board.title')}
      actions={mayChange && <SaveInPlace form={form} name={t('settings.board.save')} />}
    >
      <Form {...form.props} label={t('settings.board.title')}>
        <TextField
          label={t('settings.board.name')}
          {...form.field('name')}
          isReadOnly={!mayChange}
          description={t('settings.board.nameHint', { key: board.key })}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
      </Form>
    </Panel>
  );
}

/** Archives the board, or restores it unchanged. */
export function ArchivePanel() {
  const { board } = useSettings();
  const t = useTranslations();
  const router = useRouter();
  const { slug, role } = useWorkspace();
  const path = boardPaths.board(slug, board.key);
  const saving = useSave({ onSaved: useRenewBoard() });
  const { withReason, dialog } = useReasons();
  const { key, archivedAt, name, intake } = board;
  const setArchived = async (archived: boolean) => {
    const announcement = archived
      ? t('settings.archive.archived', { name })
      : t('settings.archive.restored', { name });
    const saved = await withReason(
      (toRequester) => saving.result(() => api.patch(path, { archived, toRequester }), { announcement }),
      'archiveBoard',
      archived ? takenOffWith(board.cards) : [],
    );
    if (saved?.ok) router.refresh();
    return saved?.ok ?? false;
  };
  if (!can(role, 'manageBoards')) return null;
  if (archivedAt)
    return (
      <Panel title={t('settings.archive.restoreTitle')}>
        <p className={styles.lead}>
          {t.rich('settings.archive.restoreLead', { at: () => <Instant at={archivedAt} /> })}
        </p>
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        <Button isPending={saving.isPending} onPress={() => setArchived(false)}>
          {t('settings.archive.restore', { name })}
        </Button>
      </Panel>
    );
  return (
    <Panel title={t('settings.archive.title')}>
      <p className={styles.lead}>{t('settings.archive.lead')}</p>
      <Dialog
        size="small"
        role="alertdialog"
        title={t('settings.archive.dialogTitle', { name })}
        trigger={<Button variant="danger">{t('settings.archive.open', { name })}</Button>}
      >
        {(close) => (
          <>
            {intake.waiting > 0 ? (
              <Notice tone="warn" title={t('settings.archive.waiting', { count: intake.waiting })}>
                <Link href={`/${slug}/${key}/intake`}>{t('settings.archive.toRequests')}</Link>
              </Notice>
            ) : (
              <p>{t('settings.archive.listed')}</p>
            )}
            {saving.problem && saving.problem.code !== 'accepted-work' && (
              <ProblemNotice problem={saving.problem} />
            )}
            {dialog}
            <DialogActions>
              <Button onPress={close}>{t('common.cancel')}</Button>
              <Button
                variant="danger"
                isPending={saving.isPending}
                isDisabled={intake.waiting > 0}
                onPress={async () => (await setArchived(true)) && close()}
              >
                {t('settings.archive.submit')}
              </Button>
            </DialogActions>
          </>
        )}
      </Dialog>
    </Panel>
  );
}
