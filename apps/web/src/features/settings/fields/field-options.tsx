'use client';

import type { Board, CustomField, FieldOption, LabelColour } from '@weir/contract';
import { useRef } from 'react';
import { LabelChip } from '@/components/data/label-chip';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveInPlace } from '@/components/form/save-button';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
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
import { Movers } from '../rows/movers';
import styles from './fields.module.css';
import { RemoveField } from './remove-field';
import { useMoving } from './use-moving';

type Props = { board: Board; field: CustomField; mayChange: boolean };

/** What can be chosen, in its order. */
export function FieldOptions({ board, field, mayChange }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const list = useRef<HTMLUListElement>(null);
  const pathOf = (option: string) => boardSetupPaths.fieldOption(slug, board.key, field.id, option);
  const moving = useMoving(field.options, pathOf);
  const path = boardSetupPaths.fieldOptions(slug, board.key, field.id);
  const form = useApiForm({
    schema: schemas.NewFieldOption,
    defaultValues: { name: '', colour: 'blue' as LabelColour },
    draftKey: `new ${path}`,
    send: (option) => api.post<FieldOption>(path, option),
    announcement: ({ name }) => t('customFields.settings.optionAdded', { name }),
    onSaved: useRenewBoard(),
  });
  const problem = moving.problem ?? form.problem;
  return (
    <div className={styles.options}>
      <ul
        ref={list}
        tabIndex={-1}
        className={mayChange ? styles.optionRows : styles.chips}
        aria-label={t('customFields.settings.optionsOf', { field: field.name })}
      >
        {field.options.map((option) => (
          <li key={option.id}>
            {mayChange ? (
              <OptionRow
                field={field}
                option={option}
                path={pathOf(option.id)}
                onRemoved={() => focusRows(list)}
                {...moving.of(option)}
              />
            ) : (
              <LabelChip label={option} />
            )}
          </li>
        ))}
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      {mayChange && (
        <Form
          {...form.props}
          className={styles.option}
          label={t('customFields.settings.newOption', { field: field.name })}
        >
          <span />
          <TextField
            label=""
            aria-label={t('customFields.settings.newOption', { field: field.name })}
            {...form.field('name')}
          />
          <Select label={t('labels.colour')} hideLabel {...form.field('colour')} options={coloursIn(t)} />
          <Button type="submit" size="small" isPending={form.isPending}>
            {t('customFields.settings.addOption')}
          </Button>
        </Form>
      )}
    </div>
  );
}

function OptionRow({
  field,
  option: { id, name, colour },
  path,
  onRemoved,
  onUp,
  onDown,
}: {
  field: CustomField;
  option: FieldOption;
  path: string;
  onRemoved: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const t = useTranslations();
  const form = useInPlaceForm({
    schema: schemas.FieldOptionChange,
    savedValues: { name, colour },
    draftKey: `option ${path}`,
    toBody: (_, changed) => changed,
    send: (change) => api.patch(path, change),
    announcement: t('components.save.saved'),
    onSaved: useRenewBoard(),
  });
  return (
    <>
      <Form
        {...form.props}
        className={styles.option}
        label={t('customFields.settings.optionForm', { name, field: field.name })}
      >
        <Movers id={id} name={name} onUp={onUp} onDown={onDown} />
        <TextField
          label=""
          aria-label={t('customFields.settings.optionName', { name })}
          {...form.field('name')}
        />
        <Select
          label={t('customFields.settings.optionColour', { name })}
          hideLabel
          {...form.field('colour')}
          options={coloursIn(t)}
        />
        <span className={styles.end}>
          <SaveInPlace isInRow form={form} name={t('settings.rows.save', { name })} />
          <RemoveField path={path} name={name} onRemoved={onRemoved} />
        </span>
      </Form>
      {form.problem && <ProblemNotice problem={form.problem} />}
    </>
  );
}
