'use client';

import type { Board, CustomField } from '@weir/contract';
import { Checkbox } from '@/components/choice/checkbox';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { schemas } from '@/lib/forms/schemas';
import { useInPlaceForm } from '@/lib/forms/use-in-place-form';
import { useTranslations } from '@/lib/words/use-translations';
import { Movers } from '../rows/movers';
import settings from '../settings.module.css';
import { FieldOptions } from './field-options';
import styles from './fields.module.css';
import { RemoveField } from './remove-field';

type Props = {
  board: Board;
  field: CustomField;
  mayChange: boolean;
  onRemoved: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
};

/** One custom field: its name, its kind, whether cards show it, and the options of a choice. */
export function FieldRow({ board, field, mayChange, onRemoved, onUp, onDown }: Props) {
  const { id, name, kind, onCards } = field;
  const t = useTranslations();
  const path = boardSetupPaths.field(useWorkspace().slug, board.key, id);
  const form = useInPlaceForm({
    schema: schemas.FieldChange,
    savedValues: { name, onCards },
    draftKey: `field ${path}`,
    toBody: (_, changed) => changed,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return (
    <li className={settings.row}>
      <Form
        {...form.props}
        className={`${settings.rowForm} ${styles.row}`}
        label={t('customFields.settings.form', { name })}
      >
        {mayChange && <Movers id={id} name={name} onUp={onUp} onDown={onDown} />}
        <TextField
          label=""
          aria-label={t('customFields.settings.nameOf', { name })}
          {...form.field('name')}
          isReadOnly={!mayChange}
        />
        <span className={styles.facts}>
          <span className={styles.kind}>{t(`customFields.kinds.${kind}`)}</span>
          <Checkbox {...form.checkbox('onCards')} isReadOnly={!mayChange}>
            {t('customFields.settings.onCards')}
          </Checkbox>
        </span>
        {mayChange && (
          <span className={settings.rowEnd}>
            <SaveInPlace isInRow form={form} name={t('settings.rows.save', { name })} />
            <RemoveField path={path} name={name} onRemoved={onRemoved} />
          </span>
        )}
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
      {kind === 'choice' && <FieldOptions board={board} field={field} mayChange={mayChange} />}
    </li>
  );
}
