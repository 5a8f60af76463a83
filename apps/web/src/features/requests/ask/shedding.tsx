'use client';

import type { ClassOfService, SheddingRule } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { useTranslations } from '@/lib/words/use-translations';

/** Above how many waiting requests the board sheds, and which classes. */
export function SheddingRuleLine({ shedding }: { shedding: SheddingRule }) {
  const t = useTranslations();
  return t('ask.shedding.rule', { above: shedding.above });
}

type Claim = { classOfService: ClassOfService; byTicket?: boolean };

/** Whether a request of this claim that is submitted now would be shed on arrival. */
export function isShedOnArrival(
  shedding: SheddingRule | null,
  { classOfService, byTicket = false }: Claim,
): boolean {
  const shed = byTicket ? shedding?.onArrivalByTicket : shedding?.onArrival;
  return shed?.includes(classOfService) ?? false;
}

/** At the submit button: that the request would be shed on arrival, as long as it would. */
export function ShedOnArrival({ shedding, ...claim }: Claim & { shedding: SheddingRule | null }) {
  const t = useTranslations();
  const { classOfService } = claim;
  if (!shedding || !isShedOnArrival(shedding, claim)) return null;
  return (
    <Notice tone="warn" role="status" title={t('ask.shedding.title')}>
      <p>
        {t('ask.shedding.text', {
          above: shedding.above,
          claim: t(`vocabulary.classes.${classOfService}`),
        })}
      </p>
    </Notice>
  );
}
