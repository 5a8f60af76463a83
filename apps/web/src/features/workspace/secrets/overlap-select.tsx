'use client';

import { Select } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';

/** For how many hours a secret stays valid after a new one was made, by choice. */
export const overlapHours = { day: 24, week: 7 * 24, none: 0 } as const;

export type Overlap = keyof typeof overlapHours;

const overlaps = Object.keys(overlapHours) as Overlap[];

type Props = { value: Overlap; onChange: (value: Overlap) => void; error: string | undefined };

export function OverlapSelect(field: Props) {
  const t = useTranslations();
  return (
    <Select
      label={t('secrets.overlap')}
      options={overlaps.map((id) => ({ id, label: t(`secrets.overlaps.${id}`) }))}
      {...field}
    />
  );
}
