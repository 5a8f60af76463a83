'use client';

import type { ComponentProps, KeyboardEvent, RefObject } from 'react';
import { useTranslations } from '@/lib/words/use-translations';
import { Field, type FieldProps } from './field';
import styles from './field.module.css';
import { useTypedBefore } from './use-typed-before';

type Controlled<Element extends 'input' | 'textarea'> = Omit<
  ComponentProps<Element>,
  'value' | 'onChange' | 'readOnly' | 'className' | 'children' | 'ref' | 'id' | 'required' | 'disabled'
> & {
  value?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
  isReadOnly?: boolean;
};

export function TextField({
  label,
  description,
  error,
  optional,
  value,
  onChange,
  isReadOnly = false,
  ...rest
}: Controlled<'input'> & FieldProps) {
  const field = useTypedBefore<HTMLInputElement>(value, onChange);
  return (
    <Field label={label} description={description} error={error} optional={optional ?? false}>
      {(links) => (
        <input
          type="text"
          {...rest}
          {...links}
          ref={field}
          className={styles.input}
          value={value}
          readOnly={isReadOnly}
          onChange={(event) => onChange?.(event.target.value)}
        />
      )}
    </Field>
  );
}

/**
 * With `max` it counts characters as the API does and shows the count near the end. `length` is the count to show if the
 * text is stored differently from how it is shown. `onKey` gets keys before the field does. `list` is the open list of
 * suggestions.
 */
export function TextArea({
  label,
  description,
  error,
  optional,
  value,
  onChange,
  isReadOnly = false,
  rows = 4,
  max,
  length: given,
  areaRef,
  onKey,
  list,
  ...rest
}: Controlled<'textarea'> &
  FieldProps & {
    max?: number;
    length?: number;
    areaRef?: RefObject<HTMLTextAreaElement | null>;
    onKey?: (event: KeyboardEvent) => void;
    list?: { id: string; active: string } | undefined;
  }) {
  const t = useTranslations();
  const field = useTypedBefore<HTMLTextAreaElement>(value, onChange, areaRef);
  const length = given ?? [...(value ?? '').trim()].length;
  const count = max !== undefined && length > max * 0.75 && (
    <span className={styles.count} data-over={length > max || undefined} role="status">
      {length > max
        ? t('components.field.charactersOver', { count: length - max })
        : t('components.field.charactersLeft', { count: max - length })}
    </span>
  );
  return (
    <Field label={label} description={description} error={error} optional={optional ?? false} beside={count}>
      {(links) => (
        <textarea
          {...rest}
          {...links}
          ref={field}
          className={`${styles.input} ${styles.area}`}
          rows={rows}
          value={value}
          readOnly={isReadOnly}
          onChange={(event) => onChange?.(event.target.value)}
          {...(onKey && { onKeyDownCapture: onKey })}
          {...(list && {
            'aria-autocomplete': 'list' as const,
            'aria-controls': list.id,
            'aria-activedescendant': list.active,
          })}
        />
      )}
    </Field>
  );
}
