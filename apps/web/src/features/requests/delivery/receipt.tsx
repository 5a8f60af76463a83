'use client';

import type { Work } from '@weir/contract';
import type { ReactNode } from 'react';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import type { Result } from '@/lib/api/result';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './receipt.module.css';

type Props = {
  /** Confirms the delivery. */
  confirm: () => Promise<Result<unknown>>;
  /** Reads the request again, with the confirmation. */
  renew: () => Promise<unknown>;
  /** What the requester can do if it is not what they needed. */
  no: ReactNode;
};

/** Asks the requester of a delivery whether it is what they needed. */
export function ReceiptQuestion({ confirm, renew, no }: Props) {
  const t = useTranslations();
  const { isPending, problem, save } = useSave({ onSaved: renew });
  return (
    <div className={styles.receipt}>
      <p className={styles.question}>{t('work.receipt.question')}</p>
      <div className={styles.answers}>
        <Button
          size="small"
          variant="primary"
          isPending={isPending}
          onPress={() => save(confirm, { announcement: t('work.receipt.thanks') })}
        >
          {t('work.receipt.yes')}
        </Button>
        {no}
      </div>
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
}

/** When the requester confirmed the delivery. `by` null: the reader did. */
export function Received({ work: { received }, by }: { work: Work; by: string | null }) {
  const t = useTranslations();
  if (!received) return null;
  return (
    <p className={styles.received}>
      {t.rich('work.receipt.received', {
        own: by === null ? 'yes' : 'no',
        name: by ?? '',
        at: () => <Instant at={received} />,
      })}
    </p>
  );
}
