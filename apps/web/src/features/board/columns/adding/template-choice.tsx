'use client';

import { Select } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';

/** What new cards start with. The value is a template's id, or empty. */
export function TemplateChoice({
  templates,
  value,
  onChange,
}: {
  templates: readonly { id: string; name: string }[];
  value: string;
  onChange: (id: string) => void;
}) {
  const t = useTranslations();
  return (
    <Select
      label={t('card.quick.template')}
      hideLabel
      options={[
        { id: '', label: t('cardTemplates.noTemplate') },
        ...templates.map(({ id, name }) => ({ id, label: name })),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
