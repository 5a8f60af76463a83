'use client';

import type { Request } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';

/** Whether its requester has changed what they ask for since it was opened; a question and its reply are no such change. */
export function useChanged({ title, description, classOfService, neededBy }: Request): boolean {
  const asked = JSON.stringify([title, description, classOfService, neededBy]);
  const seen = useRef(asked);
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    if (asked !== seen.current) setChanged(true);
    seen.current = asked;
  }, [asked]);
  return isChanged;
}
