'use client';

import type { Limit } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { NumberField } from '@/components/form/number-field';
import { SaveInPlace } from '@/components/form/save-button';
import { Link } from '@/components/layout/link';
import { Panel } from '@/components/layout/panel';
import { AddLimit } from '@/features/limits/editor/add-limit';
import { LimitEditor } from '@/features/limits/editor/limit-editor';
import { LimitLine } from '@/features/limits/editor/limit-line';
import { useLimitNames } from '@/features/limits/limit-names';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { type LimitSubject, limitOf, subjectOf } from '@/lib/board/limit-subjects';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './settings.module.css';
import { useSettings } from './settings-context';

const order: Limit['scope'][] = ['board', 'classOfService', 'columns', 'column', 'swimlane', 'person'];

/** Every limit of the board, with its current load. */
export function LimitsPanel() {
  const { board, mayChange } = useSettings();
  const t = useTranslations();
  const nameOf = useLimitNames(board);
  const [edited, setEdited] = useState<LimitSubject | null>(null);
  const columnIndex = (limit: Limit) =>
    board.columns.findIndex(({ id }) => 'columnId' in limit && id === limit.columnId);
  const limits = board.limits.toSorted(
    (one, other) =>
      order.indexOf(one.scope) - order.indexOf(other.scope) || columnIndex(one) - columnIndex(other),
  );
  return (
    <Panel title={t('settings.limits.title')} actions={mayChange && <AddLimit board={board} />}>
      <p className={styles.lead}>{t('settings.limits.lead')}</p>
      {limits.length === 0 && <p>{t('settings.limits.none')}</p>}
      <ul className={styles.rows}>
        {limits.map((limit) => (
          <LimitLine
            key={limit.id}
            limit={limit}
            name={nameOf(limit)}
            mayChange={mayChange}
            onOpen={() => setEdited(subjectOf(limit))}
          />
        ))}
      </ul>
      {edited && (
        <LimitEditor
          board={board}
          subject={edited}
          limit={limitOf(board, edited)}
          mayChange={mayChange}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

/** How many overrides with a reason the board allows in a month. */
export function OverridesPanel() {
  const { board, mayChange } = useSettings();
  const { budget, spent } = board.overrides;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = boardPaths.board(slug, board.key);
  const form = useInPlaceForm({
    schema: schemas.BoardSettingsChange,
    savedValues: { overrideBudget: budget },
    draftKey: `overrides ${path}`,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  const field = form.field('overrideBudget');
  return (
    <Panel
      title={t('settings.overrides.title')}
      actions={mayChange && <SaveInPlace form={form} name={t('settings.overrides.save')} />}
    >
      <Form {...form.props} label={t('settings.overrides.title')}>
        <NumberField
          label={t('settings.overrides.budget')}
          minValue={0}
          maxValue={999}
          {...field}
          isReadOnly={!mayChange}
          error={field.error && t('settings.overrides.budgetInvalid')}
          description={t('settings.overrides.budgetHint', { spent })}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <p className={styles.soft}>
          <Link href={`/${slug}/${board.key}/overrides`}>{t('settings.overrides.list')}</Link>
        </p>
      </Form>
    </Panel>
  );
}
