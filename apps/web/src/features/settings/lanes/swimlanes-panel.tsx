'use client';

import { type Board, type Swimlane } from '@weir/contract';
import { useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { Panel } from '@/components/layout/panel';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { focusMover, Movers } from '../rows/movers';
import styles from '../settings.module.css';
import { useSettings } from '../settings-context';
import { RemoveSwimlane } from './remove-swimlane';

/** The lanes across the columns, for a board with several kinds of work. */
export function SwimlanesPanel() {
  const { board, mayChange } = useSettings();
  const { swimlanes, key } = board;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewBoard();
  const list = useRef<HTMLUListElement>(null);
  const saving = useSave({ onSaved: renew });
  const form = useApiForm({
    schema: schemas.NewSwimlane,
    defaultValues: { name: '' },
    draftKey: `new ${boardSetupPaths.swimlanes(slug, key)}`,
    send: (lane) => api.post<Swimlane>(boardSetupPaths.swimlanes(slug, key), lane),
    announcement: ({ name }) => t('settings.lanes.added', { name }),
    onSaved: renew,
  });

  const move = async (lane: Swimlane, by: -1 | 1) => {
    const neighbour = swimlanes[swimlanes.indexOf(lane) + by];
    if (!neighbour) return;
    const [position, where] =
      by === -1
        ? ([{ before: neighbour.id }, 'before'] as const)
        : ([{ after: neighbour.id }, 'after'] as const);
    const announcement = t('settings.move.moved', { where, name: lane.name, other: neighbour.name });
    await saving.save(() => api.patch(boardSetupPaths.swimlane(slug, key, lane.id), position), {
      announcement,
    });
    focusMover(lane.id, by);
  };
  const problem = saving.problem ?? form.problem;
  return (
    <Panel title={t('settings.lanes.title')}>
      <p className={styles.lead}>{t('settings.lanes.lead')}</p>
      <ul ref={list} tabIndex={-1} className={styles.rows} aria-label={t('settings.lanes.title')}>
        {swimlanes.map((lane, at) => (
          <SwimlaneRow
            key={lane.id}
            board={board}
            lane={lane}
            mayChange={mayChange}
            onRemoved={() => focusRows(list)}
            onUp={at > 0 ? () => move(lane, -1) : undefined}
            onDown={at < swimlanes.length - 1 ? () => move(lane, 1) : undefined}
          />
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {mayChange && (
        <Form {...form.props} className={styles.add} label={t('settings.lanes.add')}>
          <TextField label={t('settings.lanes.newName')} {...form.field('name')} />
          <Button type="submit" isPending={form.isPending}>
            {t('settings.lanes.add')}
          </Button>
        </Form>
      )}
      {!mayChange && swimlanes.length === 0 && <p>{t('settings.lanes.none')}</p>}
    </Panel>
  );
}

type RowProps = {
  board: Board;
  mayChange: boolean;
  lane: Swimlane;
  /** Called after it is removed. */
  onRemoved: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

function SwimlaneRow({ board, lane: { id, name }, mayChange, onRemoved, onUp, onDown }: RowProps) {
  const t = useTranslations();
  const path = boardSetupPaths.swimlane(useWorkspace().slug, board.key, id);
  const form = useInPlaceForm({
    schema: schemas.SwimlaneChange,
    savedValues: { name },
    draftKey: `swimlane ${path}`,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return (
    <li className={styles.row}>
      <Form {...form.props} className={styles.rowForm} label={t('settings.lanes.form', { name })}>
        {mayChange && <Movers id={id} name={name} onUp={onUp} onDown={onDown} />}
        <TextField
          label=""
          aria-label={t('settings.lanes.nameOf', { name })}
          {...form.field('name')}
          isReadOnly={!mayChange}
        />
        {mayChange && (
          <span className={styles.rowEnd}>
            <SaveInPlace isInRow form={form} name={t('settings.rows.save', { name })} />
            <RemoveSwimlane board={board} lane={{ id, name }} onRemoved={onRemoved} />
          </span>
        )}
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
    </li>
  );
}
