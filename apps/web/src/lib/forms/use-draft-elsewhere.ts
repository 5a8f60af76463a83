'use client';

import { useEffect, useEffectEvent } from 'react';
import { onDraftChange, readDraft } from '@/lib/drafts/store';
import { forgetOutdated, openDraft } from '@/lib/waiting/drafts';

/**
 * Calls `onChange` with a draft when that has changed: what waits of an earlier one is no longer sent. When its form closes, the
 * page goes on sending what waits of it.
 */
export function useDraftElsewhere(draft: string | null, onChange: (content: unknown) => void): void {
  const change = useEffectEvent(onChange);
  useEffect(() => {
    if (draft === null) return;
    let last = readDraft(draft);
    const stop = onDraftChange(() => {
      const now = readDraft(draft);
      if (now === last) return;
      last = now;
      forgetOutdated(draft, now);
      change(now);
    });
    const close = openDraft(draft);
    return () => {
      stop();
      close();
    };
  }, [draft]);
}
