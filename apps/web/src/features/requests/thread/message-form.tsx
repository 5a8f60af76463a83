'use client';

import type { ReactNode } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextArea } from '@/components/form/text-field';
import type { Result } from '@/lib/api/result';
import { focusPage } from '@/lib/focus-rows';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import type { KeptWrite } from '@/lib/waiting/kept-writes';
import { useTranslations } from '@/lib/words/use-translations';

type Props = {
  label: string;
  /** The form's accessible name, if it is not the field's. */
  name?: string;
  draftKey: string;
  send: (body: string, draft: KeptWrite['draft']) => Promise<Result<unknown>>;
  /** Announced once it is sent. */
  announcement: string;
  onSent: () => unknown;
  /** What else is chosen before it is sent. */
  children?: ReactNode;
};

/** A message on a request, for members and guests. Typed text stays until it is sent. */
export function MessageForm({ label, name = label, draftKey, send, announcement, onSent, children }: Props) {
  const t = useTranslations();
  const form = useApiForm({
    schema: schemas.NewMessage,
    defaultValues: { body: '' },
    draftKey,
    check: ({ body }) =>
      body.trim() === '' ? [{ path: 'body', message: t('requests.conversation.bodyMissing') }] : [],
    send: ({ body }, _, draft) => send(body, draft),
    announcement,
    onSaved: async () => {
      await onSent();
      // The form that replies to a question goes with the question.
      focusPage();
    },
  });
  return (
    <Form {...form.props} label={name}>
      <TextArea label={label} rows={3} max={5000} {...form.field('body')} />
      {children}
      {form.problem && <ProblemNotice problem={form.problem} />}
      <div>
        <Button type="submit" isPending={form.isPending}>
          {t('requests.conversation.send')}
        </Button>
      </div>
    </Form>
  );
}
