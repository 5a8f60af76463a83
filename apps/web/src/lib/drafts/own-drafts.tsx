'use client';

import { useEffect } from 'react';
import { usePerson } from '@/lib/context/person';
import { forgetDraftsOfOthers } from '@/lib/drafts/store';

/** Removes what another person typed in this tab, once someone else is signed in. */
export function OwnDrafts() {
  const id = usePerson()?.id;
  useEffect(() => {
    if (id !== undefined) forgetDraftsOfOthers(id);
  }, [id]);
  return null;
}
