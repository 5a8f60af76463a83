'use client';

import { useEffect, useState } from 'react';
import { Select } from '@/components/form/select';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  value: string;
  onChange: (zone: string) => void;
  isDisabled: boolean;
  error: string | undefined;
};

/** Chooses one of the time zones that this browser knows; the server knows them, too. */
export function TimeZoneField({ value, onChange, isDisabled, error }: Props) {
  const t = useTranslations();
  const [zones, setZones] = useState([value]);
  // Read after the first render, because the server's list may differ from the browser's.
  useEffect(() => {
    setZones([...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort());
  }, [value]);
  return (
    <Select
      label={t('settings.timeZone.label')}
      description={t('settings.timeZone.hint')}
      options={zones.map((id) => ({ id, label: id.replaceAll('_', ' ') }))}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      error={error}
    />
  );
}
