'use client';

import type { AcceptedCard, Request } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { Link } from '@/components/layout/link';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { AskAgain } from '../ask/ask-again';
import { currentNote } from '../delivery/request-work';
import { WorkDay, WorkWord } from '../delivery/work-word';
import { AnswerLetter } from '../letter/answer-letter';
import { DisplacedNote } from '../letter/displaced-note';
import styles from './request-answer.module.css';

type Props = { request: Request; isOwn: boolean; isReader: boolean; isInList?: boolean };

/**
 * The answer in full, and what its requester can do now. What became of an accepted request has its own section on the
 * request's page. In a list it is a line below the answer.
 */
export function RequestAnswer({ request, isOwn, isReader, isInList = false }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key, timeZone } = useCurrentBoard();
  const { title, classOfService, answer, card, displaced, work } = request;
  if (!answer) return null;
  const shownBelow = isInList ? null : currentNote(request);
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
          {displaced !== shownBelow && (
            <DisplacedNote cardRef={card?.ref ?? null} displaced={displaced} zone={timeZone} />
          )}
          {card?.putBack !== shownBelow && <PutBackNote card={card} />}
          {isInList && work && (
            <p className={styles.work}>
              <WorkWord state={work.state} /> <WorkDay work={work} />
            </p>
          )}
          {isOwn && (isInList || !work) && <AskAgain request={request} />}
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
