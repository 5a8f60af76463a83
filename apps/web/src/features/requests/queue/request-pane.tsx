'use client';

import { useQuery } from '@tanstack/react-query';
import type { Request, User } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useKept } from '@/lib/use-kept';
import { type Draft, noDraft } from '../answer/answer-draft';
import { AnswerForm } from '../answer/answer-form';
import { AnsweredMeanwhile } from '../answer/answered-meanwhile';
import type { useIntake } from '../intake-context';
import { Conversation } from './conversation';
import styles from './intake.module.css';
import { Facts } from './request-facts';
import { RequestHead } from './request-head';
import { useSettle } from './use-settle';

type Props = {
  me: User;
  workspace: string;
  number: number;
  now: ReturnType<typeof useIntake>;
  isManager: boolean;
  onAnswered: (request: Request) => void;
  onNext: () => void;
  onBack: () => void;
};

/** One request: what is asked, the answer to it, and the facts beside. It stays when somebody else answers. */
export function Pane({ me, workspace, number, now, isManager, onAnswered, onNext, onBack }: Props) {
  const { board, waiting } = now;
  const settle = useSettle(workspace, board.key);
  const listed = waiting.find((each) => each.number === number);
  const lastListed = useRef(listed);
  useEffect(() => {
    if (listed) lastListed.current = listed;
  });
  const path = paths.request(workspace, board.key, number);
  const single = useQuery({
    ...reading<Request>(path),
    enabled: !listed,
    ...(lastListed.current && { placeholderData: lastListed.current }),
  });
  const [draft, change, forget] = useKept<Draft>(
    `weir:${me.id}:answer:${workspace}/${board.key}:${number}`,
    noDraft,
  );
  const request = listed ?? single.data;

  if (!request)
    return single.error ? <ProblemNotice problem={single.error.problem} /> : <Skeleton height="14rem" />;
  return (
    <div className={styles.pane}>
      <article className={styles.middle}>
        <div className={styles.back}>
          <Button variant="plain" size="small" onPress={onBack}>
            <Glyph name="back" size={14} /> All that wait
          </Button>
        </div>
        <RequestHead request={request} waiting={waiting} workspace={workspace} now={now} />
        <Conversation me={me} workspace={workspace} board={board} request={request} mayAsk={isManager} />
        {request.answer ? (
          <AnsweredMeanwhile
            me={me}
            request={request}
            zone={board.timeZone}
            draft={draft}
            onForget={forget}
            onNext={waiting.length > 0 ? onNext : undefined}
          />
        ) : isManager ? (
          <AnswerForm
            me={me}
            workspace={workspace}
            board={board}
            request={request}
            waiting={waiting}
            draft={draft}
            onChange={change}
            onAnswered={(answered) => {
              forget();
              settle([answered]);
              onAnswered(answered);
            }}
            onAnsweredBefore={(answer) => settle([{ ...request, state: 'answered', position: null, answer }])}
            hasNext={waiting.length > 1}
          />
        ) : (
          <p className={styles.soft}>Owners and managers answer requests. You see what they see.</p>
        )}
      </article>
      <Facts workspace={workspace} request={request} now={now} draft={draft} mayKnow={isManager} />
    </div>
  );
}
