'use client';

import { useQuery } from '@tanstack/react-query';
import type { Request, RequesterBoard } from '@weir/contract';
import { checkTicket } from '@weir/domain';
import { useState } from 'react';
import { Day } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { isPriceRefusal, PriceRefused } from '@/features/credits/price-refused';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useCurrentBoard } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';
import { RefusedByIntake } from './intake-refusal';
import { isShedOnArrival, ShedOnArrival } from './shedding';

/** The ticket of a request: from its date the requester can ask again, once, first in its class, unless its board is archived. */
export function AskAgain({ request }: { request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key, today, isArchived } = useCurrentBoard();
  const { ticket, followedBy } = request;
  if (!ticket) return null;
  if (ticket.used)
    return (
      <p>
        {followedBy
          ? t.rich('ask.again.askedAs', {
              ref: followedBy.ref,
              link: (text) => <Link href={`/${slug}/${key}/requests/${followedBy.number}`}>{text}</Link>,
            })
          : t('ask.again.asked')}
      </p>
    );
  if (isArchived) return <p className={styles.soft}>{t('ask.again.archived')}</p>;

  return <AskAgainNow request={request} ticket={ticket} isTime={checkTicket(ticket, today).ok} />;
}

type NowProps = { request: Request; ticket: NonNullable<Request['ticket']>; isTime: boolean };

/** Says before it is asked again whether that would be answered “not now” at once. */
function AskAgainNow({ request: { number, classOfService }, ticket, isTime }: NowProps) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { key } = useCurrentBoard();
  const renew = useRenewBoard();
  const [refusedAt, setRefusedAt] = useState(0);
  const { isPending, problem, save } = useSave();
  const door = useQuery({ ...reading<RequesterBoard>(requestPaths.door(slug, key)), enabled: isTime }).data;
  const claim = { shedding: door?.shedding ?? null, classOfService, byTicket: true };
  const isShed = door?.classes.includes(classOfService) && isShedOnArrival(claim.shedding, claim);
  const ask = () =>
    save(
      async () => {
        const asked = await api.post<Request>(requestPaths.askAgain(slug, key, number));
        if (!asked.ok) setRefusedAt(Date.now());
        await renew();
        return asked;
      },
      {
        announcement: ({ ref, position, answer }) =>
          answer
            ? t('ask.submitted.shedTitle', { ref })
            : t('ask.again.queued', { ref, position: position ?? 1 }),
      },
    );
  return (
    <div className={styles.again}>
      {problem &&
        (isPriceRefusal(problem) ? (
          <PriceRefused problem={problem}>{t('ask.again.once')}</PriceRefused>
        ) : (
          <RefusedByIntake problem={problem} at={refusedAt} />
        ))}
      {isShed && <ShedOnArrival {...claim} />}
      <Button size="small" onPress={ask} isPending={isPending} isDisabled={!isTime}>
        {isTime ? (
          t(isShed ? 'ask.shedding.again' : 'ask.again.submit')
        ) : (
          <span>{t.rich('ask.again.from', { day: () => <Day date={ticket.from} /> })}</span>
        )}
      </Button>
      <p className={styles.soft}>{t('ask.again.once')}</p>
    </div>
  );
}
