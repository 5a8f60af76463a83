'use client';

import type { Request, User } from '@weir/contract';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { TextArea } from '@/components/form/text-field';
import { AnswerLetter } from '../letter/answer-letter';
import type { Draft } from './answer-draft';
import styles from './answer-form.module.css';

type Props = {
  me: User;
  request: Request;
  zone: string;
  draft: Draft;
  onForget: () => void;
  onNext: (() => void) | undefined;
};

/** The answer that stands. Where somebody was quicker, what was being written is not lost. */
export function AnsweredMeanwhile({ me, request, zone, draft, onForget, onNext }: Props) {
  const { answer, title, classOfService, card } = request;
  if (!answer) return null;
  const wasWriting = draft.kind !== null || draft.message.trim() !== '';
  const who = answer.by?.id === me.id ? 'You' : (answer.by?.name ?? 'Weir');
  const did = answer.kind === 'withdrawn' ? 'took this request back' : 'answered this request';
  return (
    <div className={styles.body}>
      <Notice
        tone="info"
        role={wasWriting ? 'alert' : 'status'}
        title={wasWriting ? `${who} ${did} while you wrote` : `${who} ${did}`}
        actions={
          onNext && (
            <Button size="small" onPress={onNext}>
              Go to the next
            </Button>
          )
        }
      >
        {wasWriting
          ? 'A request is answered once. Yours was not sent; this is the answer that stands.'
          : 'This is the answer that stands.'}
      </Notice>
      <AnswerLetter zone={zone} letter={{ title, classOfService, answer, cardRef: card?.ref ?? null }} />
      {draft.message.trim() && (
        <div className={styles.kept}>
          <TextArea label="What you wrote, not sent" value={draft.message} isReadOnly rows={4} />
          <Button size="small" variant="plain" onPress={onForget}>
            I don’t need it any more
          </Button>
        </div>
      )}
    </div>
  );
}
