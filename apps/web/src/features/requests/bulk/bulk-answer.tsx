'use client';

import type { AnsweredList, Board, Request, User } from '@weir/contract';
import { useEffect, useRef, useState } from 'react';
import { fieldError } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { RadioGroup } from '@/components/form/radio-group';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import type { AnyProblem } from '@/lib/api/result';
import { useRenew } from '@/lib/api/use-renew';
import { focusFault } from '@/lib/forms/focus-fault';
import { useKept } from '@/lib/use-kept';
import styles from '../answer/answer-form.module.css';
import keys from '../answer/keys.module.css';
import { UntilField } from '../answer/kinds/defer';
import { valuesFor } from '../answer/kinds/message-values';
import { MessageField } from '../answer/message-field';
import { ReasonField } from '../answer/reason-field';
import { useShortcuts } from '../answer/shortcuts';
import head from '../queue/request-head.module.css';
import { kindLabels } from '../words';
import { type BulkDraft, messageTo, noBulkDraft, writtenToAll } from './bulk-draft';
import { BulkRefused } from './bulk-refused';
import { Letters } from './letters';

type Props = {
  me: User;
  workspace: string;
  board: Board;
  requests: Request[];
  onAnswered: (requests: Request[]) => void;
  onLeaveOut: (number: number) => void;
  onBack: () => void;
};

const kinds = (['defer', 'decline'] as const).map((id) => ({ id, label: kindLabels[id] }));

/** One “not now” to several: the same reason and words, filled in for each, and all of them sent or none. */
export function BulkPane({ me, workspace, board, requests, onAnswered, onLeaveOut, onBack }: Props) {
  const kept = `weir:${me.id}:answers:${workspace}/${board.key}`;
  const [draft, change, forget] = useKept<BulkDraft>(kept, noBulkDraft);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  // Those it was sent to: what refused may be out of the queue by the time it is read.
  const [sentTo, setSentTo] = useState(requests);
  const [isPending, setPending] = useState(false);
  const renew = useRenew(workspace, board.key);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { kind, reason, until } = draft;
  const count = requests.length;

  const send = async () => {
    if (isPending || count === 0) return;
    const all = writtenToAll(draft, requests, board);
    if (!all.ok) {
      setProblem(all.problem);
      return focusFault();
    }
    setPending(true);
    setSentTo(requests);
    const sent = await api.post<AnsweredList>(paths.answers(workspace, board.key), all.answers);
    setPending(false);
    if (!sent.ok) {
      setProblem(sent.problem);
      return renew();
    }
    announce(`${count} requests are answered`);
    forget();
    onAnswered(sent.value.items);
  };
  useShortcuts({ 'mod+enter': send });

  return (
    <Form onSubmit={send} label="One answer to several">
      <header className={head.head}>
        <h2 ref={heading} tabIndex={-1} className={head.title}>
          Not now, for {count === 1 ? 'one request' : `${count} requests`}
        </h2>
        <p className={styles.hint}>Each gets an answer of its own. All are sent, or none.</p>
      </header>
      <RadioGroup
        label="Your answer"
        layout="row"
        choices={kinds}
        value={kind}
        onChange={(choice) => change({ kind: choice })}
      />
      <FormRow>
        <ReasonField value={reason} problem={problem} onChange={(wish) => change({ reason: wish })} />
        {kind === 'defer' && (
          <UntilField
            workspace={workspace}
            board={board}
            value={until}
            onChange={(day) => change({ until: day })}
            error={fieldError(problem, 'until')}
            count={count}
          />
        )}
      </FormRow>
      {requests[0] && (
        <MessageField
          workspace={workspace}
          board={board}
          kind={kind}
          words={draft}
          values={valuesFor(requests[0], board, kind === 'defer' ? until : '')}
          error={fieldError(problem, 'message')}
          onChange={change}
        />
      )}
      <Letters
        me={me}
        board={board}
        requests={requests}
        answerTo={(request) => ({
          kind,
          reason,
          message: messageTo(request, draft, board),
          until: kind === 'defer' ? until : '',
        })}
        onLeaveOut={onLeaveOut}
      />
      {problem && (
        <BulkRefused problem={problem} sentTo={sentTo} requests={requests} onLeaveOut={onLeaveOut} />
      )}
      <div className={styles.send}>
        <Button type="submit" variant="primary" isPending={isPending} isDisabled={count === 0}>
          {count === 1 ? 'Answer it' : `Answer all ${count}`}
        </Button>
        <kbd className={keys.kbd}>Ctrl + Enter</kbd>
        <span className={styles.keys}>
          <Button variant="plain" size="small" onPress={onBack}>
            Back to one at a time
          </Button>
        </span>
      </div>
    </Form>
  );
}
