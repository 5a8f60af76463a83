'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormRequestReceipt, NewFormRequest, type PublicFormInfo } from '@weir/contract';
import { type ReactNode, useRef, useState } from 'react';
import { Slots } from '@/components/data/slots';
import { Instant } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Form, FormRow } from '@/components/form/form';
import { TextArea, TextField } from '@/components/form/text-field';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { reading } from '@/lib/api/query';
import { BoardZone } from '@/lib/context/board';
import { lasting } from '@/lib/drafts/store';
import { schemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { comeBackAt } from '../ask/come-back';
import { OtherReasons, othersThan, RefusedByIntake } from '../ask/intake-refusal';
import { NeededByField } from '../ask/needed-by-field';
import { isShedOnArrival, SheddingRuleLine, ShedOnArrival } from '../ask/shedding';
import { useAnswerDue } from '../ask/use-answer-due';
import { Fact } from '../fact';
import { ForecastLine } from '../forecast-line';
import { useWorkingHours } from '../use-working-hours';
import { CheckYourMail } from './check-your-mail';
import styles from './guest.module.css';
import { useGuestAdvice } from './guest-advice';
import { GuestFrame } from './guest-frame';
import { NotifyGuestButton, NotifyGuestForm, useNotifyGuest } from './notify-guest';
import { StoredData } from './stored-data';

type Place = { workspace: string; boardKey: string; form: string };
type Values = { email: string; name: string; title: string; description: string; neededBy: string };
type Sent = { values: Values; hours: number };

const empty: Values = { email: '', name: '', title: '', description: '', neededBy: '' };

/** Asking without an account: whether the board takes requests, the form, then “check your mail”. */
export function FormPage({ place, first }: { place: Place; first: PublicFormInfo }) {
  const t = useTranslations();
  const path = guestPaths.form(place.workspace, place.boardKey, place.form);
  const query = useQuery({ ...reading<PublicFormInfo>(path), initialData: first, refetchInterval: 30_000 });
  const [sent, setSent] = useState<Sent | null>(null);
  const [again, setAgain] = useState<Partial<Values>>({});
  const door = query.data;
  const write = (values: Partial<Values>) => {
    setAgain(values);
    setSent(null);
  };
  return (
    <BoardZone zone={door.timeZone}>
      <GuestFrame
        title={t('ask.title', { board: door.board.name })}
        lead={t('guest.form.lead', { workspace: door.workspace })}
      >
        {sent ? (
          <CheckYourMail
            email={sent.values.email.trim()}
            hours={sent.hours}
            onAgain={() => write(sent.values)}
            onMore={() => write({ name: sent.values.name, email: sent.values.email })}
          />
        ) : (
          <>
            {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
            <AskForm place={place} door={door} start={again} onSent={setSent} renew={() => query.refetch()} />
          </>
        )}
      </GuestFrame>
    </BoardZone>
  );
}

const bold = (text: ReactNode) => <b>{text}</b>;

type StatusProps = { door: PublicFormInfo; neededBy: string; notify: ReactNode };

/**
 * What a guest should know before writing: how full the queue is and how long things take, for the day that the form says
 * too, or why nothing is taken now.
 */
function FormStatus({ door, neededBy, notify }: StatusProps) {
  const t = useTranslations();
  const working = useWorkingHours();
  const zone = useDates().foreignZone(door.timeZone);
  const due = useAnswerDue(door, neededBy);
  const { takes, why, reasons, retryAfterSeconds, answerWithinHours, workingHours } = door;
  const { places, forecast } = door;
  const { waiting, depth } = places;
  if (takes)
    return (
      <dl className={styles.facts} aria-label={t('ask.status.label')}>
        <Fact name={t('ask.status.queue')}>
          <Slots filled={waiting} max={depth} size="small" label={t('ask.status.queueSlots', places)} />{' '}
          {t.rich('ask.status.queueCount', { ...places, b: bold })}{' '}
          {waiting === 0 ? '' : t('ask.status.queueHint.left', { left: depth - waiting })}
          {door.shedding && (
            <span className={styles.soft}>
              {' '}
              <SheddingRuleLine shedding={door.shedding} />
            </span>
          )}
        </Fact>
        <Fact name={t('ask.status.answer')}>
          {t.rich(due.need === 'earlier' ? 'guest.form.answerForNeed' : 'guest.form.answerWithin', {
            time: working.span(answerWithinHours, workingHours),
            at: () => <Instant at={due.at} />,
            b: bold,
          })}{' '}
          {workingHours && (
            <span className={styles.soft}>
              {t('ask.status.teamWorks', { hours: working.hours(workingHours), zone: zone ?? 'none' })}
            </span>
          )}
        </Fact>
        <Fact name={t('ask.status.forecast')}>
          <ForecastLine forecast={forecast} />
        </Fact>
      </dl>
    );
  const back = comeBackAt(Date.now(), retryAfterSeconds ?? 0);
  return (
    <Notice tone="warn" title={t('guest.form.closed')} role="status">
      <p>{why}</p>
      <OtherReasons reasons={othersThan(reasons)} />
      {retryAfterSeconds !== 0 && (
        <p>
          {t.rich('guest.form.comeBack', {
            at: () => <Instant at={back} />,
            known: retryAfterSeconds === null ? 'no' : 'yes',
          })}
        </p>
      )}
      {notify}
    </Notice>
  );
}

type AskFormProps = {
  place: Place;
  door: PublicFormInfo;
  /** What an earlier request of this visit leaves in the fields. */
  start: Partial<Values>;
  onSent: (sent: Sent) => void;
  renew: () => unknown;
};

function AskForm({ place, door, start, onSent, renew }: AskFormProps) {
  const t = useTranslations();
  const advice = useGuestAdvice();
  const notify = useNotifyGuest(place);
  const [refusedAt, setRefusedAt] = useState(0);
  // The address of the same request is to be corrected: writing starts there.
  const isAgain = start.title !== undefined;
  const sent = useRef<Values>(empty);
  const form = useApiForm<Values, NewFormRequest, FormRequestReceipt>({
    schema: schemas.NewFormRequest,
    defaultValues: { ...empty, ...start },
    draftKey: `${lasting}${place.form}`,
    toBody: (values) => {
      sent.current = values;
      return bodyOf(values);
    },
    check: (values) =>
      (['title', 'name', 'email'] as const)
        .filter((path) => values[path].trim() === '')
        .map((path) => ({ path, message: t(`guest.form.missing.${path}`) })),
    send: async (ask) => {
      const { workspace, boardKey, form: id } = place;
      const answer = await api.post<FormRequestReceipt>(guestPaths.formAsks(workspace, boardKey, id), ask);
      if (!answer.ok) setRefusedAt(Date.now());
      renew();
      return answer;
    },
    onSaved: ({ confirmWithinHours }) => onSent({ values: sent.current, hours: confirmWithinHours }),
  });
  const { email, neededBy } = form.values;
  const isShed = door.takes && isShedOnArrival(door.shedding, { classOfService: 'standard' });
  return (
    <>
      <FormStatus
        door={door}
        neededBy={neededBy}
        notify={form.problem ? null : <NotifyGuestForm notify={notify} email={email} />}
      />
      <Form {...form.props} label={t('ask.form.label')}>
        <TextField label={t('ask.fields.title')} maxLength={400} {...form.field('title')} />
        <TextArea
          label={t('ask.fields.description')}
          optional
          rows={5}
          max={20_000}
          {...form.field('description')}
        />
        <NeededByField field={form.field('neededBy')} optional min={door.today} promised={door} />
        <FormRow>
          <TextField label={t('guest.form.name')} autoComplete="name" {...form.field('name')} />
          <TextField
            label={t('guest.form.email')}
            type="email"
            autoComplete="email"
            autoFocus={isAgain}
            description={t('guest.form.emailHint')}
            {...form.field('email')}
          />
        </FormRow>
        {form.problem && (
          <RefusedByIntake
            problem={form.problem}
            at={refusedAt}
            advice={advice}
            actions={<NotifyGuestButton notify={notify} email={email.trim()} />}
          />
        )}
        <StoredData on="form" />
        {isShed && <ShedOnArrival shedding={door.shedding} classOfService="standard" />}
        <div>
          <Button type="submit" variant="primary" isPending={form.isPending}>
            {t(isShed ? 'ask.shedding.submit' : 'guest.form.submit')}
          </Button>
        </div>
      </Form>
    </>
  );
}

/** As the API takes it: optional fields that are empty are left out. */
function bodyOf({ email, name, title, description, neededBy }: Values) {
  return {
    email,
    name,
    title,
    ...(description.trim() && { description }),
    ...(neededBy && { neededBy }),
  };
}
