import type { Request } from '@weir/contract';
import Link from 'next/link';
import { AnswerLetter } from '../letter/answer-letter';
import { DisplacedNote } from '../letter/displaced-note';
import { AskAgain } from './ask-again';
import { PutBackNote } from './put-back-note';

type Props = {
  request: Request;
  workspace: string;
  boardKey: string;
  today: string;
  zone: string;
  isOwn: boolean;
  isReader: boolean;
};

/** The answer in full, what became of its card, and what its requester may do now. */
export function RequestAnswer({ request, workspace, boardKey, today, zone, isOwn, isReader }: Props) {
  const { title, classOfService, answer, card } = request;
  if (!answer) return null;
  const place = { workspace, boardKey };
  return (
    <AnswerLetter
      zone={zone}
      at={place}
      letter={{ title, classOfService, answer, cardRef: card?.ref ?? null }}
      footer={
        <>
          {card && isReader && (
            <p>
              <Link href={`/${workspace}/${boardKey}?card=${card.number}`}>See {card.ref} on the board</Link>
            </p>
          )}
          <DisplacedNote cardRef={request.card?.ref ?? null} displaced={request.displaced} zone={zone} />
          <PutBackNote card={card} zone={zone} />
          {isOwn && <AskAgain {...place} request={request} today={today} zone={zone} />}
        </>
      }
    />
  );
}
