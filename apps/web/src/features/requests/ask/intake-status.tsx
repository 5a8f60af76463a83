'use client';

import type { Pressure, PressureReason, RequesterBoard } from '@weir/contract';
import { type ReactNode, useState } from 'react';
import { ForecastRecord } from '@/components/data/forecast-record';
import { Meter } from '@/components/data/meter';
import { Slots } from '@/components/data/slots';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Day, Instant } from '@/components/data/time';
import { Button } from '@/components/form/button';
import { PriceLine } from '@/features/credits/price-line';
import { usePrice } from '@/features/credits/use-price';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Fact } from '../fact';
import { ForecastLine } from '../forecast-line';
import { GateLine } from '../gate/gate-line';
import { useWorkingHours } from '../use-working-hours';
import styles from './intake-status.module.css';
import { queueHint, quotaHint } from './places-left';
import { SheddingRuleLine } from './shedding';
import { useAnswerDue } from './use-answer-due';

const bold = (text: ReactNode) => <b>{text}</b>;

/** What a requester should know before writing: how full the team is and why, and when an answer comes. */
export function IntakeStatus({ door, pressure }: { door: RequesterBoard; pressure: Pressure }) {
  const t = useTranslations();
  const { key, intake, own, forecast, replenishesOn, today } = door;
  const { waiting, depth } = intake;
  const price = usePrice();
  return (
    <section className={styles.status} aria-label={t('ask.status.label')}>
      <div className={styles.pressure}>
        <StateWord state={pressure.state} size="large" />
        <Meter
          label={t('ask.status.pressure')}
          hideLabel
          value={pressure.level}
          valueLabel={t('ask.status.level', { level: Math.round(pressure.level * 100) / 100 })}
          tone={toneOf(pressure.state)}
        />
        <PressureReasons because={pressure.because.filter(({ code }) => !shownByGate.has(code))} />
      </div>
      <dl className={styles.facts}>
        <Fact name={t('ask.status.gate')}>
          <GateLine gate={intake.gate} />
        </Fact>
        <Fact name={t('ask.status.queue')}>
          <Slots
            filled={waiting}
            max={depth}
            size="small"
            label={t('ask.status.queueSlots', { waiting, depth })}
          />{' '}
          {t.rich('ask.status.queueCount', { waiting, depth, b: bold })} {queueHint(door, t)}
          {door.shedding && (
            <span className={styles.soft}>
              {' '}
              <SheddingRuleLine shedding={door.shedding} />
            </span>
          )}
        </Fact>
        <Fact name={t('ask.status.yours')}>
          <Slots filled={own.open} max={own.quota} size="small" label={t('ask.status.quotaSlots', own)} />{' '}
          {t.rich('ask.status.quotaCount', { ...own, b: bold })} {quotaHint(door, t)}
        </Fact>
        {price && (
          <Fact name={t('credits.price.name')}>
            <PriceLine price={price} />
          </Fact>
        )}
        <Fact name={t('ask.status.answer')}>
          <AnswerTime door={door} />
        </Fact>
        <Fact name={t('ask.status.forecast')}>
          <ForecastLine forecast={forecast} /> <ForecastRecord board={key} />
        </Fact>
        {replenishesOn && (
          <Fact name={t('ask.status.nextChoice')}>
            {t.rich('ask.status.nextChoiceOn', {
              when: replenishesOn === today ? 'today' : 'later',
              day: () => <Day date={replenishesOn} long />,
              b: bold,
            })}
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** How long an answer may take, and by when it comes for a request that is submitted now. */
function AnswerTime({ door }: { door: RequesterBoard }) {
  const t = useTranslations();
  const working = useWorkingHours();
  const { answerWithinHours, workingHours, timeZone, classes } = door;
  const zone = useDates().foreignZone(timeZone);
  const due = useAnswerDue(door);
  return (
    <>
      {t.rich('ask.status.answerWithin', {
        time: working.span(answerWithinHours, workingHours),
        known: classes.length > 0 ? 'yes' : 'no',
        at: () => <Instant at={due.at} />,
        b: bold,
      })}
      {workingHours && (
        <span className={styles.soft}>
          {' '}
          {t('ask.status.teamWorks', { hours: working.hours(workingHours), zone: zone ?? 'none' })}
        </span>
      )}
    </>
  );
}

/** Reasons that the line of the gate shows already, with who set it and until when. */
const shownByGate = new Set(['gateShut', 'gateThrottled', 'gateProbing']);

const reasonsShownFirst = 3;

/** Why a team is as full as it is: the first reasons, and a button for the others. */
function PressureReasons({ because }: { because: PressureReason[] }) {
  const t = useTranslations();
  const [isWhole, setWhole] = useState(false);
  const more = because.length - reasonsShownFirst;
  const shown = isWhole || more === 1 ? because : because.slice(0, reasonsShownFirst);
  return (
    <div className={styles.because}>
      <ul>
        {shown.map(({ code, text }) => (
          <li key={code + text}>{text}</li>
        ))}
      </ul>
      {shown.length < because.length && (
        <Button variant="plain" size="small" className={styles.more ?? ''} onPress={() => setWhole(true)}>
          {t('ask.status.moreReasons', { count: more })}
        </Button>
      )}
    </div>
  );
}
