'use client';

import type { CustomField } from '@weir/contract';
import { DateField } from '@/components/form/date-field';
import { Select } from '@/components/form/select';
import { TextField } from '@/components/form/text-field';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  field: CustomField;
  /** As text; empty is no value. */
  value: string | undefined;
  onChange: (value: string) => void;
  error: string | undefined;
};

/** The field of a form in which a value of a custom field is typed or chosen. */
export function FieldInput({ field: { name, kind, options }, value = '', ...rest }: Props) {
  const t = useTranslations();
  switch (kind) {
    case 'date':
      return <DateField label={name} optional value={value} {...rest} />;
    case 'choice':
      return (
        <Select
          label={name}
          optional
          options={[
            { id: '', label: t('customFields.none') },
            ...options.map(({ id, name }) => ({ id, label: name })),
          ]}
          value={value}
          {...rest}
        />
      );
    default:
      return (
        <TextField
          label={name}
          optional
          {...(kind === 'number' && { inputMode: 'decimal' as const })}
          value={value}
          {...rest}
        />
      );
  }
}
