'use client';

import type { Request } from '@weir/contract';
import { requesterName } from '@weir/words';
import type { ReactNode } from 'react';
import { Button } from '@/components/form/button';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useIntake } from '../intake-context';
import { AnswerLetter, type Letter } from '../letter/answer-letter';
import styles from './bulk.module.css';

type AnswerText = Pick<Letter['answer'], 'kind' | 'reason' | 'until'> & { message: string };
type Props = {
  requests: readonly Request[];
  answerTo: (request: Request) => AnswerText;
  onLeaveOut?: (number: number) => void;
};

/** What each of several requesters will read. */
export function Letters({ requests, answerTo, onLeaveOut }: Props) {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { board } = useIntake();
  return (
    <section className={styles.letters} aria-label={t('answers.bulk.letters')}>
      <h3>{t('answers.bulk.letters')}</h3>
      <ul className={styles.list}>
        {requests.map((request) => {
          const { message, ...answer } = answerTo(request);
          return (
            <li key={request.number}>
              <p className={styles.to}>
                <span>
                  {t.rich('answers.bulk.to', {
                    name: requesterName(t, request.requester),
                    ref: request.ref,
                    b: (text: ReactNode) => <b>{text}</b>,
                  })}
                </span>
                {onLeaveOut && (
                  <Button
                    size="small"
                    variant="plain"
                    aria-label={t('answers.bulk.leaveOutRef', { ref: request.ref })}
                    onPress={() => onLeaveOut(request.number)}
                  >
                    {t('answers.bulk.leaveOut')}
                  </Button>
                )}
              </p>
              <AnswerLetter
                letter={{
                  title: request.title,
                  classOfService: request.classOfService,
                  answer: {
                    ...answer,
                    message: message.trim() || null,
                    by: { id: me.id, name: me.name },
                    at: null,
                  },
                  cardRef: answer.kind === 'accept' ? `${board.key}-…` : null,
                }}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
