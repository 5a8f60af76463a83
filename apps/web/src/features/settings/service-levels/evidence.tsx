'use client';

import type { ClassLevel, ServiceLevel } from '@weir/contract';
import { Button } from '@/components/form/button';
import { expectationText } from '@/lib/words/expectation';
import { useTranslations } from '@/lib/words/use-translations';
import own from './service-levels.module.css';

/** How often the expectation of a class was kept, and what its delivered cards propose. Without `onTake` nobody can take it. */
export function Evidence({
  level,
  name,
  onTake,
}: {
  /** Undefined for a class without cards and without an expectation. */
  level: ClassLevel | undefined;
  name: string;
  onTake: ((proposed: ServiceLevel) => void) | undefined;
}) {
  const t = useTranslations();
  if (!level || (level.sample === 0 && !level.expectation))
    return <p className={own.evidence}>{t('serviceLevels.settings.noneDelivered')}</p>;
  const { expectation, kept, share, sample, broken, atRisk, proposal } = level;
  return (
    <div className={own.evidence}>
      {expectation && share !== null && kept !== null && (
        <p>{t('serviceLevels.settings.kept', { kept, sample, share })}</p>
      )}
      {broken > 0 && <p>{t('serviceLevels.settings.broken', { count: broken })}</p>}
      {atRisk > 0 && <p>{t('serviceLevels.settings.atRisk', { count: atRisk })}</p>}
      {'unknown' in proposal ? (
        <p>{proposal.unknown}</p>
      ) : (
        <>
          <p>
            {t('serviceLevels.settings.proposal', {
              share: proposal.percent / 100,
              days: proposal.days,
              sample,
            })}{' '}
            {proposal.days === expectation?.days && t('serviceLevels.settings.isProposed')}
          </p>
          {onTake && proposal.days !== expectation?.days && (
            <div>
              <Button
                size="small"
                aria-label={t('serviceLevels.settings.takeOf', {
                  expectation: expectationText(t, proposal),
                  name,
                })}
                onPress={() => onTake(proposal)}
              >
                {t('serviceLevels.settings.take', { expectation: expectationText(t, proposal) })}
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
