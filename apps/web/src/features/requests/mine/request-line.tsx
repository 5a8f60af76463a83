import type { QueueItem, Request } from '@weir/contract';
import { todayIn } from '@weir/domain';
import Link from 'next/link';
import { StateWord } from '@/components/data/state-word';
import { Day, Instant } from '@/components/data/time';
import { DueWord } from '../due-word';
import { AnswerWord } from '../letter/answer-word';
import look from './my-requests.module.css';
import { needsYou } from './needs-you';

type Props = { workspace: string; item: QueueItem };

/** One of one's own requests: what was asked of which board, and where it stands. The whole line opens it. */
export function OwnLine({ workspace, item: { board, request } }: Props) {
  const { number, ref, title } = request;
  return (
    <li className={look.line}>
      <div className={look.what}>
        <Link href={`/${workspace}/${board.key}/requests/${number}`} className={look.title}>
          {title}
        </Link>
        <p className={look.soft}>
          {ref} · {board.name}
        </p>
      </div>
      <div className={look.stands}>
        <Stands request={request} board={board} />
      </div>
    </li>
  );
}

function Stands({ request, board }: QueueItem) {
  const needs = needsYou(request, board.today);
  if (needs === 'question') return <Asked />;
  if (needs === 'ticket') return <MayAskAgain ticket={request.ticket} />;
  if (request.answer) return <Answered answer={request.answer} zone={board.timeZone} />;
  return <Waits request={request} zone={board.timeZone} />;
}

function Asked() {
  return (
    <>
      <StateWord state="paused">The team asks you something</StateWord>
      <p className={look.soft}>The clock stands still until you reply.</p>
    </>
  );
}

function MayAskAgain({ ticket }: Pick<Request, 'ticket'>) {
  return (
    <>
      <StateWord state="free">It may be asked again now</StateWord>
      {ticket && (
        <p className={look.soft}>
          Since <Day date={ticket.from} />, once.
        </p>
      )}
    </>
  );
}

function Waits({ request, zone }: { request: Request; zone: string }) {
  const { position, answerBy, pausedAt, overdue } = request;
  return (
    <>
      <p>
        <b>Place {position}</b>
        <DueWord answerBy={answerBy} pausedAt={pausedAt} zone={zone} />
      </p>
      <p className={look.soft}>
        {overdue ? 'An answer was due ' : 'An answer by '}
        <Instant at={answerBy} zone={zone} />
      </p>
    </>
  );
}

function Answered({ answer, zone }: { answer: NonNullable<Request['answer']>; zone: string }) {
  return (
    <>
      <AnswerWord kind={answer.kind} />
      <p className={look.soft}>
        <Day date={todayIn(new Date(answer.at), zone)} />
      </p>
    </>
  );
}
