import { GuestFollowUp, type GuestRequest, type Work } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Form } from '@/components/form/form';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { useDraft } from '@/lib/drafts/use-draft';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { RefusedByIntake } from '../ask/intake-refusal';
import { isShedOnArrival, ShedOnArrival } from '../ask/shedding';
import { ReceiptQuestion, Received } from '../delivery/receipt';
import styles from './guest.module.css';
import { useGuestAdvice } from './guest-advice';
import { GuestFields, type GuestValues } from './guest-fields';

type Props = { request: GuestRequest; work: Work; token: string; renew: () => Promise<void> };

/** Whether a delivery is what the guest needed: a yes, or a new request for what is missing. */
export function GuestReceipt(props: Props) {
  const t = useTranslations();
  const { request, work, token, renew } = props;
  const { board, number, followedBy } = request;
  const { isTyped } = useDraft<object | null>(draftKeyOf(props), null);
  const [isOpen, setOpen] = useState(false);
  if (work.state !== 'delivered') return null;
  if (work.received) return <Received work={work} by={null} />;
  if (board.archived || followedBy) return null;
  const isMissing = isOpen || isTyped;
  return (
    <>
      <ReceiptQuestion
        confirm={() =>
          api.put<GuestRequest>(guestPaths.guestReceived(board.key, number), { ok: true }, { guest: token })
        }
        renew={renew}
        no={
          <Button size="small" aria-expanded={isMissing} onPress={() => setOpen(!isMissing)}>
            {t('work.receipt.no')}
          </Button>
        }
      />
      {isMissing && <FollowUp {...props} />}
    </>
  );
}

const draftKeyOf = ({ request: { ref }, token }: Props) => `follows ${token.slice(0, 12)} ${ref}`;

/** Asks for what is missing. It joins the queue at once, because the guest’s address is confirmed. */
function FollowUp(props: Props) {
  const t = useTranslations();
  const advice = useGuestAdvice();
  const [refusedAt, setRefusedAt] = useState(0);
  const { request, token, renew } = props;
  const { board, number, ref } = request;
  const form = useApiForm<GuestValues, GuestFollowUp, GuestRequest>({
    schema: schemas.GuestFollowUp,
    defaultValues: { title: '', description: '', neededBy: '' },
    draftKey: draftKeyOf(props),
    toBody: ({ title, description, neededBy }) => ({
      title,
      ...(description.trim() && { description }),
      ...(neededBy && { neededBy }),
    }),
    check: ({ title }) =>
      title.trim() === '' ? [{ path: 'title', message: t('guest.form.missing.title') }] : [],
    send: async (body) => {
      const sent = await api.post<GuestRequest>(guestPaths.guestFollowUps(board.key, number), body, {
        guest: token,
      });
      if (!sent.ok) setRefusedAt(Date.now());
      return sent;
    },
    announcement: ({ ref: asked, position, answer }) =>
      answer
        ? t('ask.submitted.shedTitle', { ref: asked })
        : t('ask.again.queued', { ref: asked, position: position ?? 1 }),
    onSaved: renew,
  });
  const claim = { shedding: board.shedding, classOfService: 'standard' } as const;
  return (
    <div className={styles.followUp}>
      <Form {...form.props} label={t('work.follows.title', { ref })}>
        <p className={styles.soft}>{t('guest.request.followUp')}</p>
        <GuestFields form={form} board={board} />
        {form.problem && <RefusedByIntake problem={form.problem} at={refusedAt} advice={advice} />}
        <ShedOnArrival {...claim} />
        <div>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t(isShedOnArrival(board.shedding, claim) ? 'ask.shedding.submit' : 'guest.form.submit')}
          </Button>
        </div>
      </Form>
    </div>
  );
}
