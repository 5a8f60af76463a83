'use client';

import type { Pressure, RequesterBoard } from '@weir/contract';
import type { ReactNode } from 'react';
import { Meter } from '@/components/data/meter';
import { Slots } from '@/components/data/slots';
import { StateWord, toneOf } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { ForecastLine } from '../forecast-line';
import { GateLine } from '../gate/gate-line';
import { AnswerTime } from './answer-time';
import styles from './door-state.module.css';
import { queueInWords, quotaInWords } from './door-words';
import { Reasons } from './pressure-reasons';

/** What the one who asks should know before writing a word: how full the team is, and why. */
export function DoorState({ door, pressure }: { door: RequesterBoard; pressure: Pressure }) {
  const { intake, own, timeZone, forecast, replenishesOn, today } = door;
  return (
    <section className={styles.door} aria-label="How full this team is">
      <div className={styles.pressure}>
        <StateWord state={pressure.state} size="large" />
        <Meter
          label="Pressure"
          hideLabel
          value={pressure.level}
          said={`${Math.round(pressure.level * 100)} % full`}
          tone={toneOf(pressure.state)}
        />
        <Reasons because={pressure.because.filter(({ code }) => !toldByGate.has(code))} />
      </div>
      <dl className={styles.facts}>
        <Fact name="Gate">
          <GateLine gate={intake.gate} zone={timeZone} />
        </Fact>
        <Fact name="Queue">
          <Slots
            filled={intake.waiting}
            max={intake.depth}
            size="small"
            label={`${intake.waiting} of ${intake.depth} requests waiting`}
          />{' '}
          <b>
            {intake.waiting} of {intake.depth}
          </b>{' '}
          waiting. {queueInWords(door)}
        </Fact>
        <Fact name="Yours">
          <Slots
            filled={own.open}
            max={own.quota}
            size="small"
            label={`${own.open} of your ${own.quota} requests waiting`}
          />{' '}
          <b>
            {own.open} of {own.quota}
          </b>
          . {quotaInWords(door)}
        </Fact>
        <Fact name="Answer">
          <AnswerTime door={door} />
        </Fact>
        <Fact name="If it were accepted now">
          <ForecastLine forecast={forecast} />
        </Fact>
        {replenishesOn && (
          <Fact name="Next choice">
            {replenishesOn === today ? (
              <b>Today</b>
            ) : (
              <b>
                <Day date={replenishesOn} long />
              </b>
            )}
            : the team then chooses what to begin next.
          </Fact>
        )}
      </dl>
    </section>
  );
}

/** What the line of the gate says, with who set it and until when. */
const toldByGate = new Set(['gateShut', 'gateThrottled', 'gateProbing']);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
