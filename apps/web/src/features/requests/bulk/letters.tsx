'use client';

import type { AnswerKind, Board, NotNowReason, Request, User } from '@weir/contract';
import { Button } from '@/components/form/button';
import { isDay } from '@/lib/days';
import { AnswerLetter } from '../letter/answer-letter';
import styles from './letters.module.css';

type WriteResult = { kind: AnswerKind; reason: NotNowReason | null; message: string; until: string };
type Props = {
  me: User;
  board: Board;
  requests: readonly Request[];
  answerTo: (request: Request) => WriteResult;
  onLeaveOut?: (number: number) => void;
};

/** What each of several will read, one letter a request. */
export function Letters({ me, board, requests, answerTo, onLeaveOut }: Props) {
  return (
    <section className={styles.letters} aria-label="Each will read">
      <h3>Each will read</h3>
      <ul className={styles.list}>
        {requests.map((request) => {
          const { kind, reason, message, until } = answerTo(request);
          return (
            <li key={request.number}>
              <p className={styles.to}>
                <span>
                  <b>{request.requester.name}</b>, of {request.ref}
                </span>
                {onLeaveOut && (
                  <Button
                    size="small"
                    variant="plain"
                    aria-label={`Leave out ${request.ref}`}
                    onPress={() => onLeaveOut(request.number)}
                  >
                    Leave out
                  </Button>
                )}
              </p>
              <AnswerLetter
                zone={board.timeZone}
                letter={{
                  title: request.title,
                  classOfService: request.classOfService,
                  answer: {
                    kind,
                    reason,
                    message: message.trim() || null,
                    ...(isDay(until) && { until }),
                    by: { id: me.id, name: me.name },
                    at: null,
                  },
                  cardRef: kind === 'accept' ? `${board.key}-…` : null,
                }}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
