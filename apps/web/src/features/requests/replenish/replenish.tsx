'use client';

import type { AnsweredList, Board, Intake, Request, User } from '@weir/contract';
import { fillTemplate } from '@weir/domain';
import { useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { fieldError } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import styles from '../answer/answer-form.module.css';
import { entering } from '../answer/kinds/entering';
import { valuesFor } from '../answer/kinds/message-values';
import { LastAnswer } from '../answer/last-answer';
import { MessageField } from '../answer/message-field';
import { BulkRefused } from '../bulk/bulk-refused';
import { Letters } from '../bulk/letters';
import { useSettle } from '../queue/use-settle';
import { CandidateLine } from './candidate-line';
import { replenishing } from './plan';
import look from './replenish.module.css';
import { type Place, ReplenishPlace } from './replenish-place';
import { ReplenishRoom } from './replenish-room';

type Props = { me: User; workspace: string; board: Board; intake: Intake; waiting: Request[] };

/** Choosing what to commit next: what waits beside the room that is left, which counts down as one chooses. */
export function Replenish({ me, workspace, board, intake, waiting }: Props) {
  const [chosen, setChosen] = useState<number[]>([]);
  const [place, setPlace] = useState<Place>({ columnId: null, swimlaneId: null });
  const [message, setMessage] = useState('');
  const [last, setLast] = useState<Request[]>([]);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [sentTo, setSentTo] = useState(waiting);
  const [isPending, setPending] = useState(false);
  const renew = useRenew(workspace, board.key);
  const settle = useSettle(workspace, board.key);
  const plan = replenishing(board, waiting, chosen, place);
  const all = chosen.flatMap((number) => waiting.find((each) => each.number === number) ?? []);

  const toggle = (number: number) => {
    setProblem(null);
    setChosen((now) => (now.includes(number) ? now.filter((each) => each !== number) : [...now, number]));
  };
  const send = async () => {
    const answers = entering(plan, all, message, board);
    if (!answers.ok) return setProblem(answers.problem);
    setPending(true);
    setSentTo(all);
    const sent = await api.post<AnsweredList>(paths.answers(workspace, board.key), answers.value);
    setPending(false);
    await renew();
    if (!sent.ok) return setProblem(sent.problem);
    announce(`${all.length} accepted`);
    settle(sent.value.items);
    setLast(sent.value.items);
    setChosen([]);
    setMessage('');
  };

  return (
    <div className={look.page}>
      <LastAnswer requests={last} workspace={workspace} boardKey={board.key} />
      <div className={look.sides}>
        <section aria-label="What waits, in the order of reading">
          {waiting.length === 0 && (
            <EmptyState title="Nobody waits">There is nothing to choose from.</EmptyState>
          )}
          <ul className={look.candidates}>
            {plan.candidates.map((candidate) => (
              <CandidateLine
                key={candidate.request.number}
                candidate={candidate}
                workspace={workspace}
                board={board}
                onToggle={() => toggle(candidate.request.number)}
              />
            ))}
          </ul>
        </section>
        <div className={look.side}>
          <ReplenishRoom plan={plan} board={board} intake={intake} count={all.length} />
          <Form onSubmit={send} label="What enters">
            <ReplenishPlace board={board} place={place} onChange={setPlace} />
            {all[0] && (
              <>
                <MessageField
                  workspace={workspace}
                  board={board}
                  kind="accept"
                  words={{ message, reason: null }}
                  values={valuesFor(all[0], board, '')}
                  isOptional
                  error={fieldError(problem, 'message')}
                  onChange={(words) => words.message !== undefined && setMessage(words.message)}
                />
                <Letters
                  me={me}
                  board={board}
                  requests={all}
                  answerTo={(request) => ({
                    kind: 'accept',
                    reason: null,
                    message: fillTemplate(message, valuesFor(request, board, '')),
                    until: '',
                  })}
                />
              </>
            )}
            {problem && <BulkRefused problem={problem} sentTo={sentTo} requests={all} onLeaveOut={toggle} />}
            <div className={styles.send}>
              <Button
                type="submit"
                variant="primary"
                isPending={isPending}
                isDisabled={all.length === 0 || !plan.isFitting}
              >
                {all.length === 0
                  ? 'Accept what is chosen'
                  : all.length === 1
                    ? 'Accept it'
                    : `Accept all ${all.length}`}
              </Button>
              {!plan.isFitting && <span className={styles.hint}>Not all of them fit any more.</span>}
            </div>
          </Form>
        </div>
      </div>
    </div>
  );
}
