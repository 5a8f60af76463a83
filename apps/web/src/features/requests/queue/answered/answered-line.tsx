import type { Answer, Board, Request } from '@weir/contract';
import Link from 'next/link';
import lines from '@/components/data/lines.module.css';
import { Day, Instant } from '@/components/data/time';
import { AnswerWord } from '../../letter/answer-word';
import { reasonWords } from '../../words';
import styles from '../answered-list.module.css';

type Props = { request: Request; workspace: string; board: Board };

/** One answered request: what was asked, what was answered, and why. */
export function AnsweredLine({ request, workspace, board }: Props) {
  const { number, ref, title, requester, answer, card, ticket, followedBy } = request;
  if (!answer) return null;
  const home = `/${workspace}/${board.key}/requests`;
  return (
    <li className={lines.line}>
      <div>
        <Link href={`${home}/${number}`} className={styles.title}>
          {title}
        </Link>
        <span className={styles.soft}>
          {ref} · {requester.name}
        </span>
      </div>
      <div>
        <p>
          <AnswerWord kind={answer.kind} />
          {answer.by && answer.reason && (
            <span className={styles.soft}> · {reasonWords[answer.reason].label}</span>
          )}
          {card && <span className={styles.soft}> · {card.ref}</span>}
          <WhatElse answer={answer} workspace={workspace} home={home} />
          {ticket && (answer.kind === 'defer' || !ticket.used) && (
            <span className={styles.soft}>
              {answer.kind === 'defer' ? ' until ' : ' · may be asked again from '}
              <Day date={ticket.from} />
            </span>
          )}
          {followedBy && (
            <span className={styles.soft}>
              {', asked again as '}
              <Link href={`${home}/${followedBy.number}`}>{followedBy.ref}</Link>
            </span>
          )}
        </p>
        {answer.message && <p className={styles.message}>{answer.message}</p>}
      </div>
      <p className={lines.by}>
        {answer.by?.name ?? 'Weir'}
        <br />
        <Instant at={answer.at} zone={board.timeZone} />
      </p>
    </li>
  );
}

/** What an answer did besides: who made way for it, where else it is answered, or that nobody gave it. */
function WhatElse({ answer, workspace, home }: { answer: Answer; workspace: string; home: string }) {
  const { kind, displaced, duplicateOf, redirectedTo } = answer;
  return (
    <span className={styles.soft}>
      {displaced && ` for ${displaced.ref}, which ${displaced.until ? 'left the board' : 'went back'}`}
      {displaced?.until && (
        <>
          {' until '}
          <Day date={displaced.until} />
        </>
      )}
      {duplicateOf && (
        <>
          {' as '}
          <Link href={`${home}/${duplicateOf.number}`}>{duplicateOf.ref}</Link>
        </>
      )}
      {redirectedTo && (
        <>
          {', to '}
          <Link href={`/${workspace}/${redirectedTo.board}/requests/${redirectedTo.number}`}>
            {redirectedTo.ref}
          </Link>
        </>
      )}
      {kind === 'shed' && ' · shed, the queue was too full'}
    </span>
  );
}
