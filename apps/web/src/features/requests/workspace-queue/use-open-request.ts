'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { pushQuery, replaceQuery } from '@/lib/pages/page-query';
import type { PaneFocus } from '../queue/request-pane';

/** The request in the address, `?request=PLAT-R12`: it can be linked, and Back closes it. */
export function useOpenRequest() {
  const open = requestIn(useSearchParams().get('request'));
  const ref = open?.ref ?? null;
  // One that was open when the page was opened takes the focus to its answer.
  const [focus, setFocus] = useState<PaneFocus>(ref === null ? 'heading' : 'answer');
  const last = useRef(ref);
  useEffect(() => {
    // Back to the line that opened it.
    if (ref === null && last.current !== null) document.getElementById(last.current)?.focus();
    last.current = ref;
  }, [ref]);
  const show = (next: string | null) => {
    setFocus('heading');
    if (ref === null) pushQuery({ request: next });
    else replaceQuery({ request: next });
  };
  return { open, ref, focus, show };
}

/** A request by its ref. */
function requestIn(ref: string | null): { ref: string; boardKey: string; number: number } | null {
  const [, boardKey, number] = /^([A-Z][A-Z0-9]{1,9})-R([1-9]\d{0,8})$/.exec(ref ?? '') ?? [];
  return ref && boardKey ? { ref, boardKey, number: Number(number) } : null;
}
