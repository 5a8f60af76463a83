'use client';

import { useEffect, useState } from 'react';

/** The time zones that this browser knows, as options of a select; the server knows them too. */
export function useTimeZones(current: string | null): { id: string; label: string }[] {
  const [known, setKnown] = useState<string[]>([]);
  // Read after the first render, because the server's list can differ from the browser's.
  useEffect(() => setKnown(['UTC', ...Intl.supportedValuesOf('timeZone')]), []);
  const zones = new Set(current === null ? known : [current, ...known]);
  return [...zones].sort().map((id) => ({ id, label: timeZoneLabel(id) }));
}

/** “America/New York”. */
export function timeZoneLabel(zone: string): string {
  return zone.replaceAll('_', ' ');
}
