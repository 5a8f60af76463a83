import { type FormRequestReceipt, NewGuestNotifyMe } from '@weir/contract';
import { useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { daysOfLasting } from '@/lib/drafts/store';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useSave } from '@/lib/forms/use-save';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest.module.css';

type Place = { workspace: string; boardKey: string; form: string };
/** Who asked to be notified on this visit, and how long they can confirm it. */
type Asked = { email: string; hours: number };
export type NotifyGuest = {
  asked: Asked | null;
  ask: (email: string) => ReturnType<typeof api.post<FormRequestReceipt>>;
};

export function useNotifyGuest({ workspace, boardKey, form }: Place): NotifyGuest {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = async (email: string) => {
    const path = guestPaths.formNotifyMe(workspace, boardKey, form);
    const answer = await api.post<FormRequestReceipt>(path, { email });
    if (answer.ok) setAsked({ email, hours: answer.value.confirmWithinHours });
    return answer;
  };
  return { asked, ask };
}

/** For a guest who reads, before writing, that nothing is taken now. `email`: what they typed in the form already. */
export function NotifyGuestForm({ notify, email }: { notify: NotifyGuest; email: string }) {
  const t = useTranslations();
  const form = useApiForm<{ email: string }, NewGuestNotifyMe, FormRequestReceipt>({
    schema: schemas.NewGuestNotifyMe,
    defaultValues: { email },
    send: (body) => notify.ask(body.email),
    announcement: t('guest.notifyMe.sent'),
  });
  if (notify.asked) return <AskedToBeNotified asked={notify.asked} />;
  return (
    <Form {...form.props} label={t('guest.notifyMe.submit')}>
      <div className={styles.notify}>
        <TextField
          label={t('guest.notifyMe.email')}
          type="email"
          autoComplete="email"
          description={t('guest.notifyMe.hint')}
          {...form.field('email')}
        />
        {form.problem && <ProblemNotice problem={form.problem} />}
        <Button type="submit" size="small" isPending={form.isPending}>
          {t('guest.notifyMe.submit')}
        </Button>
      </div>
    </Form>
  );
}

/** For a guest whose form was refused: it has their address. */
export function NotifyGuestButton({ notify, email }: { notify: NotifyGuest; email: string }) {
  const t = useTranslations();
  const { isPending, problem, save } = useSave();
  if (notify.asked) return <AskedToBeNotified asked={notify.asked} />;
  return (
    <div className={styles.notify}>
      <p className={styles.soft}>{t('guest.notifyMe.hint')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <Button
        size="small"
        onPress={() => save(() => notify.ask(email), { announcement: t('guest.notifyMe.sent') })}
        isPending={isPending}
      >
        {t('guest.notifyMe.submitTo', { email })}
      </Button>
    </div>
  );
}

function AskedToBeNotified({ asked: { email, hours } }: { asked: Asked }) {
  const t = useTranslations();
  const dates = useDates();
  return (
    <div role="status">
      <b>{t('guest.notifyMe.sent')}</b>
      <p>
        {t.rich('guest.notifyMe.sentText', {
          email,
          span: dates.hours(hours),
          days: daysOfLasting,
          b: (text) => <b>{text}</b>,
        })}
      </p>
    </div>
  );
}
