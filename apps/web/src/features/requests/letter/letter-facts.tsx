import type { Answer, ClassOfService, OriginalAnswer } from '@weir/contract';
import { answerWords, inFull, isTeamReason } from '@weir/domain';
import Link from 'next/link';
import { Day } from '@/components/data/time';
import { classWords, reasonWords } from '../words';

/** An answer that was given, or one that is being written and so has no time yet. */
export type Letter = {
  title: string;
  classOfService: ClassOfService;
  answer: Omit<Answer, 'at'> & { at: string | null };
  /** The card that it became; `PLAT-…` while nobody knows the number. */
  cardRef: string | null;
};

/** The board at which it is read. */
export type Place = { workspace: string; boardKey: string };

/** What an answer means for its request, in sentences: where it is now, and when it may be asked again. */
export function LetterFacts({ letter, at }: { letter: Letter; at: Place | undefined }) {
  const { answer, classOfService, cardRef } = letter;
  const { kind, reason, message, until } = answer;
  const named = ({ number, ref, board }: { number: number; ref: string; board?: string }) =>
    at ? (
      <Link href={`/${at.workspace}/${board ?? at.boardKey}/requests/${number}`}>{ref}</Link>
    ) : (
      <b>{ref}</b>
    );
  return (
    <>
      {reason && reason !== 'other' && isTeamReason(kind) && <span>{reasonWords[reason].read} </span>}
      {cardRef && (kind === 'accept' || kind === 'trade') && (
        <span>
          It is card <b>{cardRef}</b> on the team’s board now.{' '}
        </span>
      )}
      {answer.displaced && <Displaced displaced={answer.displaced} />}
      {kind === 'duplicate' && (
        <span>
          The same was asked before{answer.duplicateOf && ' as '}
          {answer.duplicateOf && named(answer.duplicateOf)}. Its answer counts for both
          {answer.standing ? <Standing answer={answer.standing} /> : ', and who asked here is told of it.'}
        </span>
      )}
      {kind === 'redirect' && answer.redirectedTo && (
        <span>
          It waits for an answer at <b>{answer.redirectedTo.board}</b> now, as {named(answer.redirectedTo)}.
        </span>
      )}
      {kind === 'expired' && !message && <span>Nobody answered in time, so it ended by itself. </span>}
      {kind === 'shed' && !message && <span>More was waiting than the team can answer in time. </span>}
      {until && !message?.includes(inFull(until)) && (
        <span>
          It may be asked again from{' '}
          <b>
            <Day date={until} long />
          </b>{' '}
          on; it will then be first among {classWords[classOfService].among} requests.
        </span>
      )}
      {kind === 'withdrawn' && <span>It was taken back before it had an answer.</span>}
    </>
  );
}

/** The answer that the other request has already; its ticket is whoever’s asked that one. */
function Standing({ answer: { kind, reason, message, until, card } }: { answer: OriginalAnswer }) {
  return (
    <>
      : <b>{answerWords[kind]}</b>.{' '}
      {reason && reason !== 'other' && isTeamReason(kind) && `${reasonWords[reason].read} `}
      {card && (
        <>
          It is card <b>{card}</b> on the team’s board.{' '}
        </>
      )}
      {message && <span dir="auto">“{message}” </span>}
      {until && (
        <>
          Whoever asked first may ask it again from <Day date={until} long /> on, and who asked here is then
          told of that answer, too, or may ask anew.
        </>
      )}
    </>
  );
}

function Displaced({ displaced: { ref, title, until } }: { displaced: NonNullable<Answer['displaced']> }) {
  return (
    <span>
      <b>{ref}</b>
      {title && ` ${title}`} made way for it
      {until ? (
        <>
          {' '}
          and left the board until <Day date={until} />.
        </>
      ) : (
        ' and went back to the queue.'
      )}
    </span>
  );
}
