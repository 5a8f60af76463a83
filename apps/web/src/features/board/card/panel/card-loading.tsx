'use client';

import type { Card } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './card-sheet.module.css';
import { TitleHeading } from './card-title';
import { KnownFacts } from './facts/card-facts';

export function LoadingFailed({ problem, cardRef }: { problem: AnyProblem; cardRef: string }) {
  const t = useTranslations();
  return (
    <div className={styles.loading}>
      {problem.code === 'not-found' ? (
        <p role="status">{t('card.panel.notFound', { ref: cardRef })}</p>
      ) : (
        <ProblemNotice problem={problem} role="status" />
      )}
    </div>
  );
}

/** In place of a card that has not loaded yet. Without a connection it shows the facts that the board has of it. */
export function Loading({
  face,
  level,
  isCutOff,
}: {
  face: Card | undefined;
  level: 1 | 2;
  isCutOff: boolean;
}) {
  const t = useTranslations();
  return (
    <div className={styles.loading}>
      {face ? (
        <TitleHeading level={level}>{face.title}</TitleHeading>
      ) : (
        <Skeleton height="1.5rem" width="70%" />
      )}
      {isCutOff ? (
        <>
          <p role="status">{t('card.panel.cutOff')}</p>
          {face && <KnownFacts card={face} />}
        </>
      ) : (
        <div className={styles.rest} role="status" aria-label={t('card.panel.loading')}>
          <Skeleton height="6rem" />
          <Skeleton height="2.5rem" width="50%" />
        </div>
      )}
    </div>
  );
}
