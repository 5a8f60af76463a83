'use client';

import type { AcceptedCard, Request } from '@weir/contract';
import Link from 'next/link';
import { Instant } from '@/components/data/time';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AskAgain } from '../ask/ask-again';
import { AnswerLetter } from '../letter/answer-letter';
import { DisplacedNote } from '../letter/displaced-note';
import styles from './request-answer.module.css';

type Props = { request: Request; isOwn: boolean; isReader: boolean };

/** The answer in full, what happened to its card, and what its requester can do now. */
export function RequestAnswer({ request, isOwn, isReader }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key, timeZone } = useCurrentBoard();
  const { title, classOfService, answer, card, displaced } = request;
  if (!answer) return null;
  return (
    <AnswerLetter
      zone={timeZone}
      at={{ workspace: slug, boardKey: key }}
      letter={{ title, classOfService, answer, cardRef: card?.ref ?? null }}
      footer={
        <>
          {card && isReader && (
            <p>
              <Link className={styles.card} href={`/${slug}/${key}?card=${card.number}`}>
                {t('requests.answer.seeCard', { ref: card.ref })}
              </Link>
            </p>
          )}
          <DisplacedNote cardRef={card?.ref ?? null} displaced={displaced} zone={timeZone} />
          <PutBackNote card={card} />
          {isOwn && <AskAgain request={request} />}
        </>
      }
    />
  );
}

/** Why the card of an accepted request was put back to the queue. */
function PutBackNote({ card }: { card: AcceptedCard | null }) {
  const t = useTranslations();
  const note = card?.putBack;
  if (!note) return null;
  return (
    <div className={styles.note}>
      <p>
        {t.rich('requests.answer.putBack', {
          ref: card.ref,
          known: note.by ? 'yes' : 'no',
          name: note.by?.name ?? '',
          reason: note.reason,
          at: () => <Instant at={note.at} />,
          b: (text) => <b>{text}</b>,
        })}
      </p>
      {note.message && <p dir="auto">{note.message}</p>}
    </div>
  );
}
