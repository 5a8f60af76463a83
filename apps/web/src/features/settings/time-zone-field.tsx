'use client';

import { useEffect, useState } from 'react';
import { Select } from '@/components/form/select';

type Props = {
  value: string;
  onChange: (zone: string) => void;
  isDisabled: boolean;
  error: string | undefined;
};

/** The zones that this browser knows; the server knows no fewer. Asked for in the browser, where they are shown. */
export function TimeZoneField({ value, onChange, isDisabled, error }: Props) {
  const [zones, setZones] = useState([value]);
  useEffect(() => {
    setZones([...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort());
  }, [value]);
  return (
    <Select
      label="Time zone"
      description="In which its days begin."
      options={zones.map((id) => ({ id, label: id.replaceAll('_', ' ') }))}
      value={value}
      onChange={onChange}
      isDisabled={isDisabled}
      error={error}
    />
  );
}
