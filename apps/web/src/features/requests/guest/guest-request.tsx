'use client';

import type { GuestAnswer, GuestRequest } from '@weir/contract';
import { checkTicket } from '@weir/domain';
import { type ReactNode, useState } from 'react';
import { Day, Instant } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { BoardZone } from '@/lib/context/board';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { RefusedByIntake } from '../ask/intake-refusal';
import { ShedOnArrival } from '../ask/shedding';
import { WorkSection } from '../delivery/work-section';
import { AnswerLetter, type Letter } from '../letter/answer-letter';
import { RequestStatus } from '../thread/request-status';
import { WithdrawDialog } from '../thread/withdraw-dialog';
import { EditGuestRequest } from './edit-guest-request';
import styles from './guest.module.css';
import { useGuestAdvice } from './guest-advice';
import { GuestMessages } from './guest-messages';
import { GuestReceipt } from './guest-receipt';

/** A request and what its guest needs to act on it; `renew` reads it again. */
type Props = { request: GuestRequest; token: string; renew: () => Promise<void> };

/** One request of a guest: its status or its answer in full, its messages, and what the guest can do. */
export function GuestRequestItem(props: Props) {
  const t = useTranslations();
  const { title, ref, board, number, submittedAt, answer, neededBy, description, follows, work } =
    props.request;
  const withdraw = () =>
    api.delete<GuestRequest>(guestPaths.guestRequest(board.key, number), { guest: props.token });
  return (
    <BoardZone zone={board.timeZone}>
      <li className={styles.request} aria-label={`${ref} ${title}`}>
        <div>
          {/* The letter of an answer has the title. */}
          <h2>{answer ? ref : title}</h2>
          <p className={styles.meta}>
            {t.rich('guest.request.meta', {
              ref: answer ? '' : ref,
              waits: answer ? 'no' : 'yes',
              board: board.name,
              follows: follows ?? '',
              again: follows ? 'yes' : 'no',
              at: () => <Instant at={submittedAt} />,
            })}
          </p>
        </div>
        {answer ? (
          <AnswerLetter
            zone={board.timeZone}
            letter={letterOf(props.request, answer)}
            footer={
              <>
                <PutBackNote request={props.request} />
                {!work && <AskAgain {...props} />}
              </>
            }
          />
        ) : (
          <RequestStatus request={props.request} />
        )}
        {work && (
          <WorkSection work={work}>
            <AskAgain {...props} />
            <GuestReceipt {...props} work={work} />
          </WorkSection>
        )}
        <GuestMessages {...props} />
        {(description || neededBy) && (
          <details className={styles.asked}>
            <summary>{t('guest.request.yourText')}</summary>
            {neededBy && (
              <p>
                {t.rich('requests.text.neededBy', {
                  day: () => <Day date={neededBy} long />,
                  b: (text) => text,
                })}
              </p>
            )}
            {description && <p dir="auto">{description}</p>}
          </details>
        )}
        <div className={styles.own}>
          <EditGuestRequest {...props} />
          {!answer && !board.archived && (
            <WithdrawDialog request={props.request} send={withdraw} renew={props.renew} />
          )}
        </div>
      </li>
    </BoardZone>
  );
}

/** The card of the request was put back, or left the board, before what is said of it now. */
function PutBackNote({ request: { putBack, work } }: { request: GuestRequest }) {
  const t = useTranslations();
  if (!putBack || putBack.at === work?.since) return null;
  const { at, until, text } = putBack;
  const instant = () => <Instant at={at} />;
  return (
    <div className={styles.note}>
      <p>
        {until
          ? t.rich('guest.request.leftBoard', { at: instant, day: () => <Day date={until} />, b: bold })
          : t.rich('guest.request.putBack', { at: instant, b: bold })}
      </p>
      <p dir="auto">{text}</p>
    </div>
  );
}

const bold = (text: ReactNode) => <b>{text}</b>;

/** The ticket of a “not now”: from its date the guest can ask again, once. */
function AskAgain({ request, token, renew }: Props) {
  const { ticket, followedBy, number, board, ref, classOfService } = request;
  const t = useTranslations();
  const advice = useGuestAdvice();
  const [refusedAt, setRefusedAt] = useState(0);
  const { isPending, problem, save } = useSave();
  if (!ticket) return null;
  if (ticket.used)
    return (
      <p>
        {followedBy
          ? t.rich('ask.again.askedAs', { ref: followedBy, link: (text) => text })
          : t('ask.again.asked')}
      </p>
    );
  if (board.archived) return <p className={styles.soft}>{t('ask.again.archived')}</p>;
  const isTime = checkTicket(ticket, board.today).ok;
  const ask = () =>
    save(
      async () => {
        const path = guestPaths.guestAskAgain(board.key, number);
        const asked = await api.post<GuestRequest>(path, undefined, { guest: token });
        if (asked.ok) await renew();
        else setRefusedAt(Date.now());
        return asked;
      },
      { announcement: t('ask.again.asked') },
    );
  return (
    <div className={styles.again}>
      {problem && (
        <RefusedByIntake
          problem={problem}
          at={refusedAt}
          advice={advice}
          kept={t('guest.request.ticketKept')}
        />
      )}
      {isTime && <ShedOnArrival shedding={board.shedding} classOfService={classOfService} byTicket />}
      <Button
        size="small"
        onPress={ask}
        isPending={isPending}
        isDisabled={!isTime}
        aria-label={isTime ? t('guest.request.askAgain', { ref }) : undefined}
      >
        {isTime ? (
          t('ask.again.submit')
        ) : (
          <span>{t.rich('ask.again.from', { day: () => <Day date={ticket.from} /> })}</span>
        )}
      </Button>
    </div>
  );
}

/** A guest's answer as the letter that every requester reads. It says nothing about the card. */
function letterOf({ title, classOfService }: GuestRequest, given: GuestAnswer): Letter {
  const { kind, reason, message, until, duplicateOf, standing, redirectedTo, part, rest, by, at } = given;
  return {
    title,
    classOfService,
    cardRef: null,
    answer: {
      ...{ kind, reason, message, at },
      ...(until && { until }),
      ...(duplicateOf && { duplicateOf: { number: numberIn(duplicateOf), ref: duplicateOf } }),
      ...(standing && { standing: { ...standing, card: null } }),
      ...(part !== null && { part }),
      ...(rest && { rest }),
      ...(redirectedTo && {
        redirectedTo: { board: boardIn(redirectedTo), number: numberIn(redirectedTo), ref: redirectedTo },
      }),
      by: by === null ? null : { id: '', name: by },
    },
  };
}

/** `PLAT-R7` names the board and the number. */
function boardIn(ref: string): string {
  return ref.split('-R')[0] ?? ref;
}

function numberIn(ref: string): number {
  return Number(ref.split('-R')[1]);
}
