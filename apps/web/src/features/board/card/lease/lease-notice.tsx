'use client';

import type { Card, Lease } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { useTranslations } from '@/lib/words/use-translations';
import { EndClaim } from './end-claim';
import { TimeLeft } from './lease';

/** Above an open card: who has claimed it, when that ends, and the button that ends it earlier. */
export function LeaseNotice({ card, lease, canEnd }: { card: Card; lease: Lease; canEnd: boolean }) {
  const t = useTranslations();
  return (
    <Notice
      tone="info"
      title={<TimeLeft lease={lease} />}
      actions={canEnd && <EndClaim card={card} lease={lease} />}
    >
      <p>{t.rich('card.lease.until', { until: () => <Instant at={lease.until} /> })}</p>
    </Notice>
  );
}
