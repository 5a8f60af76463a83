'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardPrice, can, type PublicForm } from '@weir/contract';
import { Checkbox } from '@/components/choice/checkbox';
import { Day } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { creditPaths } from '@/lib/api/paths/credit-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './credits.module.css';

const daysShown = 10;

/** Whether requests to a board are charged, with its last prices. Shows nothing if the workspace has no prices. */
export function ChargedPanel() {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const key = useBoardKey();
  const path = creditPaths.price(slug, key);
  const isReader = can(role, 'readPressure');
  const { data } = useQuery({ ...reading<BoardPrice>(path), enabled: isReader });
  const isCharged = data?.state === 'charged';
  const form = useQuery({
    ...reading<PublicForm>(requestPaths.publicForm(slug, key)),
    enabled: isCharged && can(role, 'readIntake'),
  }).data;
  const renew = useRenewBoard();
  const saving = useSave({ onSaved: renew });
  if (!data || data.state === 'off') return null;
  const charge = (charged: boolean) =>
    saving.save(() => api.put<BoardPrice>(path, { charged }), {
      announcement: t(charged ? 'credits.board.charged' : 'credits.board.freed'),
    });
  return (
    <Panel title={t('credits.board.title')}>
      <div className={styles.parts}>
        <p className={styles.note}>{t('credits.experiment')}</p>
        <Checkbox
          isSelected={isCharged}
          onChange={charge}
          isReadOnly={!can(role, 'manageBoards')}
          hint={t('credits.board.hint')}
        >
          {t('credits.board.charges')}
        </Checkbox>
        {isCharged && form?.on && (
          <Notice tone="warn" title={t('credits.board.form.title')}>
            {t('credits.board.form.text')}
          </Notice>
        )}
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        {data.price !== null && (
          <p>{t('credits.board.today', { price: data.price, max: data.maxPrice ?? data.price })}</p>
        )}
        {data.history.length > 0 && <Prices history={data.history.slice(-daysShown).toReversed()} />}
      </div>
    </Panel>
  );
}

function Prices({ history }: { history: BoardPrice['history'] }) {
  const t = useTranslations();
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption>{t('credits.board.history')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('credits.board.day')}</th>
            <th scope="col">{t('credits.entries.price')}</th>
            <th scope="col">{t('credits.board.pressure')}</th>
          </tr>
        </thead>
        <tbody>
          {history.map(({ day, price, level }) => (
            <tr key={day}>
              <th scope="row">
                <Day date={day} />
              </th>
              <td>{price}</td>
              <td>{t('credits.board.level', { level })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
