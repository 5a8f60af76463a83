'use client';

import type { Lease } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { useTranslations } from '@/lib/words/use-translations';
import { TimeLeft } from './lease';

/** Above an open card: who has claimed it, when that ends and what happens then. */
export function LeaseNotice({ lease }: { lease: Lease }) {
  const t = useTranslations();
  return (
    <Notice tone="info" title={<TimeLeft lease={lease} />}>
      <p>{t.rich('card.lease.until', { until: () => <Instant at={lease.until} /> })}</p>
    </Notice>
  );
}
