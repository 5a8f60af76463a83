'use client';

import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import {
  FieldError,
  Input,
  Label,
  TextArea as RacTextArea,
  TextField as RacTextField,
  Text,
  type TextFieldProps,
} from 'react-aria-components';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './field.module.css';
import { useTypedBefore } from './use-typed-before';

export type FieldProps = {
  label: ReactNode;
  /** Help below the field. */
  description?: ReactNode;
  /** What is wrong with the value. Marks the field as invalid. */
  error?: string | undefined;
  /** Fields are required, unless this marks them as optional. */
  optional?: boolean;
};

type Rest = Omit<TextFieldProps, 'children' | 'className' | 'isInvalid'>;

export function TextField({
  label,
  description,
  error,
  optional,
  placeholder,
  ...rest
}: Rest & FieldProps & { placeholder?: string }) {
  const field = useTypedBefore<HTMLInputElement>(rest.value, rest.onChange);
  return (
    <RacTextField validationBehavior="aria" {...rest} className={styles.field} isInvalid={Boolean(error)}>
      <FieldLabel label={label} optional={optional} />
      <Input ref={field} className={styles.input} placeholder={placeholder} />
      <FieldFoot description={description} error={error} />
    </RacTextField>
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
  placeholder,
  rows = 4,
  max,
  length: given,
  areaRef,
  onKey,
  list,
  ...rest
}: Rest &
  FieldProps & {
    placeholder?: string;
    rows?: number;
    max?: number;
    length?: number;
    areaRef?: RefObject<HTMLTextAreaElement | null>;
    onKey?: (event: KeyboardEvent) => void;
    list?: { id: string; active: string } | undefined;
  }) {
  const t = useTranslations();
  const field = useTypedBefore<HTMLTextAreaElement>(rest.value, rest.onChange, areaRef);
  const length = given ?? [...(rest.value ?? '').trim()].length;
  return (
    <RacTextField validationBehavior="aria" {...rest} className={styles.field} isInvalid={Boolean(error)}>
      <FieldLabel label={label} optional={optional} />
      <RacTextArea
        ref={field}
        className={`${styles.input} ${styles.area}`}
        rows={rows}
        placeholder={placeholder}
        {...(onKey && { onKeyDownCapture: onKey })}
        {...(list && {
          'aria-autocomplete': 'list' as const,
          'aria-controls': list.id,
          'aria-activedescendant': list.active,
        })}
      />
      <div className={styles.foot}>
        <FieldFoot description={description} error={error} />
        {max !== undefined && length > max * 0.75 && (
          <span className={styles.count} data-over={length > max || undefined} role="status">
            {length > max
              ? t('components.field.charactersOver', { count: length - max })
              : t('components.field.charactersLeft', { count: max - length })}
          </span>
        )}
      </div>
    </RacTextField>
  );
}

export function FieldLabel({ label, optional }: { label: ReactNode; optional?: boolean | undefined }) {
  const t = useTranslations();
  // Without a label the field has its name from `aria-label`.
  if (!label) return null;
  return (
    <Label className={styles.label}>
      {label}
      {optional && <span className={styles.optional}> {t('components.field.optional')}</span>}
    </Label>
  );
}

export function FieldFoot({ description, error }: { description?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {description && !error && (
        <Text slot="description" className={styles.help}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>{error}</FieldError>
    </>
  );
}
