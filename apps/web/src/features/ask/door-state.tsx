'use client';

import type { BoardDoor, Pressure } from '@weir/contract';
import { Meter } from '@/components/meter';
import { Slots } from '@/components/slots';
import { StateWord, toneOf } from '@/components/state-word';
import { hoursSaid } from '@/components/time';
import { GateLine } from '@/features/intake/gate-line';
import styles from './door-state.module.css';
import { queueInWords, quotaInWords } from './door-words';

/** What the one who asks should know before writing a word: how full the team is, and why. */
export function DoorState({ door, pressure }: { door: BoardDoor; pressure: Pressure }) {
  const { intake, own, answerWithinHours, timeZone } = door;
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
        <ul className={styles.because}>
          {pressure.because.map(({ code, text }) => (
            <li key={code + text}>{text}</li>
          ))}
        </ul>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>Queue</dt>
          <dd>
            <Slots
              filled={intake.waiting}
              max={intake.depth}
              size="small"
              label={`${intake.waiting} of ${intake.depth} requests waiting`}
            />{' '}
            <b>
              {intake.waiting} of {intake.depth}
            </b>{' '}
            waiting. {queueInWords(intake.waiting, intake.depth)}
          </dd>
        </div>
        <div>
          <dt>Yours</dt>
          <dd>
            <Slots
              filled={own.open}
              max={own.quota}
              size="small"
              label={`${own.open} of your ${own.quota} requests waiting`}
            />{' '}
            <b>
              {own.open} of {own.quota}
            </b>
            . {quotaInWords(own.open, own.quota)}
          </dd>
        </div>
        <div>
          <dt>Gate</dt>
          <dd>
            <GateLine gate={intake.gate} zone={timeZone} />
          </dd>
        </div>
        <div>
          <dt>Answer</dt>
          <dd>Within {hoursSaid(answerWithinHours)} of asking.</dd>
        </div>
      </dl>
    </section>
  );
}
