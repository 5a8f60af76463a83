import type { QueueItem } from '@weir/contract';
import Link from 'next/link';
import { Instant } from '@/components/data/time';
import { ClassMark } from '@/features/board/card/class-mark';
import { DueWord } from '../due-word';
import look from './queue.module.css';

/** One request: what is asked, of which board and by whom, and by when it is due. The whole line opens it. */
export function QueueLine({ workspace, item: { board, request } }: { workspace: string; item: QueueItem }) {
  const { number, ref, title, requester, classOfService, answerBy, pausedAt, expiresAt } = request;
  return (
    <li className={look.line}>
      <div className={look.what}>
        <Link href={`/${workspace}/${board.key}/intake?request=${number}`} className={look.title}>
          {title}
        </Link>
        <p className={look.soft}>
          {ref} · {requester.name}
          <ClassMark of={classOfService} />
        </p>
      </div>
      <p className={look.board}>{board.name}</p>
      <p className={look.due}>
        <DueWord answerBy={answerBy} pausedAt={pausedAt} zone={board.timeZone} />
        <span className={look.soft}>
          {pausedAt ? (
            `waits for ${requester.name}`
          ) : (
            <span>
              ends <Instant at={expiresAt} zone={board.timeZone} />
            </span>
          )}
        </span>
      </p>
    </li>
  );
}
