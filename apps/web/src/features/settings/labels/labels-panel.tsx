'use client';

import { type Board, type Label, type LabelColour } from '@weir/contract';
import { useRef } from 'react';
import { LabelChip } from '@/components/data/label-chip';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { Select } from '@/components/form/select';
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
import { useTranslations } from '@/lib/words/use-translations';
import { coloursIn } from '../rows/colours';
import settings from '../settings.module.css';
import { useSettings } from '../settings-context';
import styles from './labels-panel.module.css';
import { RemoveLabel } from './remove-label';

/** The labels that cards of the board can have. */
export function LabelsPanel() {
  const { board, mayChangeCards: mayChange } = useSettings();
  const { labels, key } = board;
  const t = useTranslations();
  const { slug } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  const form = useApiForm({
    schema: schemas.NewLabel,
    defaultValues: { name: '', colour: 'blue' as LabelColour },
    draftKey: `new ${boardSetupPaths.labels(slug, key)}`,
    send: (label) => api.post<Label>(boardSetupPaths.labels(slug, key), label),
    announcement: ({ name }) => t('labels.settings.added', { name }),
    onSaved: useRenewBoard(),
  });
  return (
    <Panel title={t('labels.title')}>
      <p className={settings.lead}>{t('labels.settings.lead')}</p>
      <ul ref={list} tabIndex={-1} className={settings.rows} aria-label={t('labels.title')}>
        {labels.map((label) => (
          <li key={label.id} className={settings.row}>
            {mayChange ? (
              <LabelRow board={board} label={label} onRemoved={() => focusRows(list)} />
            ) : (
              <LabelChip label={label} />
            )}
          </li>
        ))}
      </ul>
      {labels.length === 0 && !mayChange && <p>{t('labels.settings.none')}</p>}
      {form.problem && <ProblemNotice problem={form.problem} />}
      {mayChange && (
        <Form {...form.props} className={styles.row} label={t('labels.settings.add')}>
          <TextField label={t('labels.settings.newName')} {...form.field('name')} />
          <Select label={t('labels.colour')} {...form.field('colour')} options={coloursIn(t)} />
          <Button type="submit" isPending={form.isPending}>
            {t('labels.settings.add')}
          </Button>
        </Form>
      )}
    </Panel>
  );
}

function LabelRow({ board, label, onRemoved }: { board: Board; label: Label; onRemoved: () => void }) {
  const t = useTranslations();
  const { id, name, colour } = label;
  const path = boardSetupPaths.label(useWorkspace().slug, board.key, id);
  const form = useInPlaceForm({
    schema: schemas.LabelChange,
    savedValues: { name, colour },
    draftKey: `label ${path}`,
    toBody: (_, changed) => changed,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return (
    <>
      <Form {...form.props} className={styles.row} label={t('labels.settings.form', { name })}>
        <TextField label="" aria-label={t('labels.settings.nameOf', { name })} {...form.field('name')} />
        <Select
          label={t('labels.settings.colourOf', { name })}
          hideLabel
          {...form.field('colour')}
          options={coloursIn(t)}
        />
        <span className={styles.end}>
          <LabelChip label={{ name: form.values.name.trim() || name, colour: form.values.colour }} />
          <SaveInPlace isInRow form={form} name={t('settings.rows.save', { name })} />
          <RemoveLabel board={board} label={label} onRemoved={onRemoved} />
        </span>
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
    </>
  );
}
