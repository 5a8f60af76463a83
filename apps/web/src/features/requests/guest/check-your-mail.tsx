'use client';

import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest.module.css';

type Props = {
  email: string;
  /** How long the link in the mail is valid. */
  hours: number;
  /** Returns to what was sent, to correct its address. */
  onAgain: () => void;
  /** Starts another request. */
  onMore: () => void;
};

/** The form was sent and is not in the queue yet: the guest confirms it by a link in an e-mail. */
export function CheckYourMail({ email, hours, onAgain, onMore }: Props) {
  const t = useTranslations();
  const dates = useDates();
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className={styles.arrived}>
      <Notice
        tone="info"
        role="status"
        title={t('guest.checkMail.title')}
        actions={
          <>
            <Button size="small" onPress={onAgain}>
              {t('guest.checkMail.changeAddress')}
            </Button>
            <Button size="small" variant="plain" onPress={onMore}>
              {t('guest.checkMail.askMore')}
            </Button>
          </>
        }
      >
        <p>
          {t.rich('guest.checkMail.text', {
            email,
            span: dates.hours(hours),
            b: (text) => <b>{text}</b>,
          })}
        </p>
        <p>{t('guest.checkMail.nothing')}</p>
      </Notice>
    </div>
  );
}
