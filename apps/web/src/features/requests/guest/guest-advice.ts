'use client';

import type { ReactNode } from 'react';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';

/** What a guest can do about a refusal, where it differs: they claim no class, and their requests are elsewhere. */
export function useGuestAdvice() {
  const t = useTranslations();
  return (problem: AnyProblem, back: ReactNode): ReactNode => {
    if (!back) return null;
    const at = () => back;
    if (problem.code === 'intake-gate-throttled') return t.rich('guest.advice.throttled', { at });
    if (problem.code === 'requester-quota-reached') return t.rich('guest.advice.quota', { at });
    return null;
  };
}
