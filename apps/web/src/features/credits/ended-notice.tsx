import type { CreditRule } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { useTranslations } from '@/lib/words/use-translations';

/** Who switched the experiment off, when and why. */
export function EndedNotice({ ended }: { ended: NonNullable<CreditRule['ended']> }) {
  const t = useTranslations();
  return (
    <Notice tone="info" title={t('credits.ended.title')}>
      {t.rich('credits.ended.text', {
        name: ended.by?.name ?? t('credits.someone'),
        reason: ended.reason,
        at: () => <Instant at={ended.at} />,
      })}
    </Notice>
  );
}
