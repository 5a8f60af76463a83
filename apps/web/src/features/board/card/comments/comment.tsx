'use client';

import { type Comment } from '@weir/contract';
import { useState } from 'react';
import { Avatar } from '@/components/data/avatar';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { SaveActions } from '@/components/form/save-actions';
import { Markdown } from '@/components/markdown/markdown';
import { MarkdownField } from '@/components/markdown/markdown-field';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { sendDraft } from '@/lib/waiting/drafts';
import { useTranslations } from '@/lib/words/use-translations';
import type { PartDone } from '../../undo/use-done';
import { useMentionable } from '../mentions/use-mentionable';
import styles from './comments.module.css';

type Props = {
  comment: Comment;
  /** The address of the page links to this comment. */
  isNamed: boolean;
  /** Of the comment in the API. */
  path: string;
  headingLevel: number;
  canEdit: boolean;
  canDelete: boolean;
  /** It was edited or deleted. */
  onChanged: () => Promise<void>;
  /** Keeps what was done to it, to be undone. */
  keepDone: (done: PartDone) => void;
};

/** One comment. Its writer edits it in place and deletes it; a manager deletes any. */
export function OneComment({
  comment,
  isNamed,
  path,
  headingLevel,
  canEdit,
  canDelete,
  onChanged,
  keepDone,
}: Props) {
  const t = useTranslations();
  const { by, at, text, mentions, editedAt } = comment;
  const name = by?.name ?? t('card.comments.unknownAuthor');
  const [isEditing, setEditing] = useState(false);
  return (
    <li className={styles.comment} id={`comment-${comment.id}`} data-named={isNamed || undefined}>
      <Avatar person={{ id: by?.id, name }} size={24} isDecorative />
      <div className={styles.head}>
        <span className={styles.by}>
          <b>{name}</b> <Ago at={at} />
          {editedAt && <> · {t.rich('card.comments.edited', { at: () => <Ago at={editedAt} /> })}</>}
        </span>
        {!isEditing && (
          <span className={styles.own}>
            {canEdit && (
              <Button size="small" variant="plain" onPress={() => setEditing(true)}>
                {t('card.comments.edit')}
              </Button>
            )}
            {canDelete && (
              <DeleteComment
                path={path}
                onDeleted={() => {
                  keepDone({ kind: 'final', what: 'comment' });
                  return onChanged();
                }}
              />
            )}
          </span>
        )}
      </div>
      <div className={styles.said}>
        {isEditing ? (
          <EditComment
            comment={comment}
            path={path}
            headingLevel={headingLevel}
            onSaved={() => {
              keepDone({
                kind: 'reversible',
                part: 'commentEdited',
                reverse: () => [{ method: 'PATCH', path, body: { text } }],
              });
              return onChanged();
            }}
            onClose={() => setEditing(false)}
          />
        ) : (
          <Markdown text={text} headingLevel={headingLevel} mentions={mentions} />
        )}
      </div>
    </li>
  );
}

function EditComment({
  comment: { text, mentions },
  path,
  headingLevel,
  onSaved,
  onClose,
}: {
  comment: Comment;
  path: string;
  headingLevel: number;
  onSaved: () => Promise<void>;
  onClose: () => void;
}) {
  const t = useTranslations();
  const mentionable = useMentionable(mentions);
  const form = useApiForm({
    schema: schemas.CommentChange,
    savedValues: { text },
    draftKey: `edit ${path}`,
    send: (body, _, draft) => sendDraft<Comment>({ method: 'PATCH', path, body }, draft),
    announcement: t('card.comments.changed'),
    onSaved: async () => {
      await onSaved();
      onClose();
    },
  });
  const cancel = () => {
    form.discard();
    onClose();
  };
  return (
    <Form {...form.props} onEscape={onClose}>
      <MarkdownField
        label={t('card.comments.text')}
        rows={3}
        max={5000}
        {...form.field('text')}
        headingLevel={headingLevel}
        mentionable={mentionable}
        autoFocus
      />
      {form.problem && <ProblemNotice problem={form.problem} />}
      <SaveActions isPending={form.isPending} onCancel={cancel} />
    </Form>
  );
}

function DeleteComment({ path, onDeleted }: { path: string; onDeleted: () => Promise<void> }) {
  const t = useTranslations();
  const deleting = useSave({ onSaved: onDeleted });
  return (
    <Dialog
      role="alertdialog"
      size="small"
      title={t('card.comments.deleteTitle')}
      lead={t('card.comments.deleteText')}
      trigger={
        <Button size="small" variant="plain">
          {t('card.comments.delete')}
        </Button>
      }
    >
      {(close) => (
        <>
          {deleting.problem && <ProblemNotice problem={deleting.problem} />}
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button
              variant="danger"
              isPending={deleting.isPending}
              onPress={async () => {
                const announcement = t('card.comments.deleted');
                if (await deleting.save(() => api.delete(path), { announcement })) close();
              }}
            >
              {t('card.comments.delete')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
