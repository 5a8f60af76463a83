'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, RecurringCard, RecurringCardList } from '@weir/contract';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Panel } from '@/components/layout/panel';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useHeldText } from '@/features/board/header/held-text';
import { useWorkingHours } from '@/features/requests/use-working-hours';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { reading } from '@/lib/api/query';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../card-templates/card-templates.module.css';
import settings from '../settings.module.css';
import { useSettings } from '../settings-context';
import { RecurringForm } from './recurring-form';

/** The recurring cards of the board: what comes next, and what became of the last one. */
export function RecurringPanel() {
  const { board, mayChange } = useSettings();
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { data } = useQuery(reading<RecurringCardList>(boardSetupPaths.recurringCards(slug, board.key)));
  const panel = useRef<HTMLDivElement>(null);
  return (
    <Panel title={t('recurring.title')}>
      <p className={settings.lead}>{t('recurring.lead')}</p>
      <div ref={panel} tabIndex={-1}>
        {data?.items.length === 0 && <p className={styles.soft}>{t('recurring.none')}</p>}
        <ul className={styles.list}>
          {data?.items.map((card) => (
            <li key={card.id} className={styles.line}>
              <RecurringLine board={board} card={card} />
              {mayChange && (
                <div className={styles.actions}>
                  <Pause board={board} card={card} />
                  <Edit board={board} card={card} />
                  <Delete board={board} card={card} onDeleted={() => focusRows(panel)} />
                </div>
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <Dialog title={t('recurring.new')} trigger={<Button>{t('recurring.new')}</Button>}>
            {(close) => <RecurringForm board={board} onClose={close} />}
          </Dialog>
        )}
      </div>
    </Panel>
  );
}

function RecurringLine({ board, card }: { board: Board; card: RecurringCard }) {
  const t = useTranslations();
  const dates = useDates();
  const heldText = useHeldText(board);
  const { days } = useWorkingHours();
  const { schedule, title, active, nextAt, last } = card;
  const held = board.recurringCards.find(({ id }) => id === card.id);
  const column = board.columns.find(({ id }) => id === card.columnId)?.name ?? t('recurring.firstColumn');
  const at = (instant: string) => dates.instant(instant, board.timeZone);
  return (
    <div className={styles.words}>
      <p dir="auto">
        <b>{title}</b>
      </p>
      <p className={styles.soft}>
        {t('recurring.schedule', {
          unit: schedule.unit,
          every: schedule.every,
          days: schedule.unit === 'weeks' ? days(schedule.weekdays) : '',
          day: schedule.unit === 'months' ? schedule.dayOfMonth : 1,
          at: schedule.at,
        })}
        {' · '}
        {column}
      </p>
      <p className={styles.soft}>
        {nextAt
          ? t('recurring.next', { at: at(nextAt) })
          : t('recurring.stopped', { state: active ? 'ended' : 'paused' })}
      </p>
      {held && <p className={styles.soft}>{heldText(held)}</p>}
      {!held && last?.kind === 'created' && (
        <p className={styles.soft}>
          {t('recurring.last', { ref: `${board.key}-${last.card}`, at: at(last.at), missed: last.missed })}
        </p>
      )}
    </div>
  );
}

function Pause({ board, card: { id, title, active } }: { board: Board; card: RecurringCard }) {
  const t = useTranslations();
  const path = boardSetupPaths.recurringCard(useWorkspace().slug, board.key, id);
  const save = useSave({ onSaved: useRenewBoard() });
  const act = active ? 'pause' : 'resume';
  return (
    <>
      <Button
        variant="plain"
        aria-label={t('recurring.switchNamed', { act, title })}
        isPending={save.isPending}
        onPress={() =>
          save.save(() => api.patch(path, { active: !active }), { announcement: t('components.save.saved') })
        }
      >
        {t('recurring.switch', { act })}
      </Button>
      {save.problem && <ProblemNotice problem={save.problem} />}
    </>
  );
}

function Edit({ board, card }: { board: Board; card: RecurringCard }) {
  const t = useTranslations();
  const title = t('recurring.editNamed', { title: card.title });
  return (
    <Dialog
      title={title}
      trigger={
        <Button variant="plain" aria-label={title}>
          {t('cardTemplates.edit')}
        </Button>
      }
    >
      {(close) => <RecurringForm board={board} card={card} onClose={close} />}
    </Dialog>
  );
}

type DeleteProps = { board: Board; card: RecurringCard; onDeleted: () => void };

function Delete({ board, card: { id, title }, onDeleted }: DeleteProps) {
  const t = useTranslations();
  const path = boardSetupPaths.recurringCard(useWorkspace().slug, board.key, id);
  const save = useSave({ onSaved: useRenewBoard() });
  const remove = async (close: () => void) => {
    const announcement = t('recurring.deleted', { title });
    if (!(await save.save(() => api.delete(path), { announcement }))) return;
    close();
    onDeleted();
  };
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('recurring.deleteTitle', { title })}
      lead={t('recurring.deleteText')}
      trigger={
        <Button variant="plain" aria-label={t('recurring.deleteNamed', { title })}>
          {t('cardTemplates.delete')}
        </Button>
      }
    >
      {(close) => (
        <>
          {save.problem && <ProblemNotice problem={save.problem} />}
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button variant="danger" isPending={save.isPending} onPress={() => remove(close)}>
              {t('recurring.deleteSubmit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
