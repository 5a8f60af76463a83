import { setTimeout as pause } from 'node:timers/promises';
import { type Latency, latencyOf } from '../measure/percentiles.js';
import { type Health, probeHealth } from './health-probe.js';
import type { LoadWorld } from './load-world.js';
import { type CallClass, Mix, type MixedCall } from './mix.js';
import { gapOf, randomFrom } from './random.js';
import { Senders } from './senders.js';
import { Counting, sumOf, type Tally } from './tally.js';

/** The length of a recovery probe in seconds, and its clients. */
const probe = { seconds: 0.25, clients: 2 };

export type ClosedLoop = Tally & { perSecond: number };
export type OpenLoop = Tally & {
  /** How late the generator sent calls, in milliseconds. */
  lag: Latency;
  /** The generator's CPU, as a share of one core. */
  cpu: number;
  health: Health;
  /** Seconds from the end of the load until a mixed probe was as fast as before; null if not in time. */
  recovery: number | null;
  /** Calls that answered a request again because no request was waiting. */
  answersTooMany: number;
};

/** Makes all calls of the overload scenario. */
export class Generator {
  private readonly senders: Senders;
  private readonly mix: Mix;
  private readonly random: () => number;

  constructor(
    private readonly world: LoadWorld,
    seed: number,
  ) {
    this.senders = new Senders(world);
    this.random = randomFrom(seed);
    this.mix = new Mix(world, randomFrom(seed + 1));
  }

  /** Signs the good callers in, so that their devices are known. */
  async signIn(): Promise<void> {
    for (const [caller, { email, password }] of this.world.good.entries()) {
      const path = '/v1/sessions';
      const body = { email, password };
      const isBodyWanted = true;
      const call: MixedCall = { of: 'criticalPlus', caller, method: 'POST', path, body, isBodyWanted };
      await new Promise<void>((resolve, reject) => {
        this.senders.send(call, performance.now(), (outcome) => {
          if (typeof outcome === 'string' || outcome.status !== 201)
            return reject(new Error(`signing in was answered ${JSON.stringify(outcome)}`));
          const { accessToken, device } = JSON.parse(outcome.body);
          Object.assign(this.world.good[caller]!, { token: accessToken, device });
          resolve();
        });
      });
    }
  }

  addWaiting(paths: string[]): void {
    this.world.waiting.push(...paths);
  }

  /**
   * Each client makes its next call when the last one has ended. Only good callers make calls. `of`: only calls of this class.
   */
  async closed(
    clients: number,
    seconds: number,
    of?: CallClass,
    senders = this.senders,
  ): Promise<ClosedLoop> {
    const counting = new Counting();
    const begin = performance.now();
    const end = begin + seconds * 1000;
    const client = async () => {
      while (performance.now() < end) {
        const call = this.mix.next({ goodOnly: true, of });
        await new Promise<void>((resolve) =>
          sendCounted(senders, counting, call, performance.now(), end, resolve),
        );
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    const tally = counting.sum();
    return { ...tally, perSecond: sumOf(tally.rows, 'answered') / ((performance.now() - begin) / 1000) };
  }

  /**
   * Sends calls as a Poisson process with a mean of `perSecond`. Each call is sent at its scheduled time, without waiting for earlier
   * calls. Then waits up to `patient` seconds for recovery: a mixed probe with a median of at most `normal` milliseconds.
   */
  async open(perSecond: number, seconds: number, normal: number, patient: number): Promise<OpenLoop> {
    const counting = new Counting();
    const lags: number[] = [];
    const cpuBefore = process.cpuUsage();
    const endOfProbes = probeHealth(this.world.origin);
    const begin = performance.now();
    const end = begin + seconds * 1000;
    let sent = 0;
    let ended = 0;
    let due = begin + gapOf(perSecond, this.random);
    while (due < end) {
      const now = performance.now();
      for (; due <= now && due < end; due += gapOf(perSecond, this.random)) {
        lags.push(performance.now() - due);
        sent += 1;
        sendCounted(this.senders, counting, this.mix.next(), due, end, () => {
          ended += 1;
        });
      }
      await pause(Math.max(1, due - performance.now()));
    }
    const { user, system } = process.cpuUsage(cpuBefore);
    const health = endOfProbes();
    const recovery = await this.recovered(normal, patient);
    // Every call ends within `patience`.
    while (ended < sent) await pause(20);
    const answersTooMany = this.mix.answersTooMany;
    const cpu = (user + system) / 1000 / (seconds * 1000);
    return { ...counting.sum(), lag: latencyOf(lags), cpu, health: await health, recovery, answersTooMany };
  }

  close(): Promise<void> {
    return this.senders.close();
  }

  /** Uses its own connections, because those of the load can still be busy. */
  private async recovered(normal: number, patient: number): Promise<number | null> {
    const senders = new Senders(this.world);
    const begin = performance.now();
    const after = () => (performance.now() - begin) / 1000;
    try {
      while (after() < patient) {
        const { rows, latency } = await this.closed(probe.clients, probe.seconds, undefined, senders);
        const areAnswered = rows.every(({ answered, offered }) => answered === offered);
        if (areAnswered && latency.p50 <= normal) return after();
      }
      return null;
    } finally {
      await senders.close();
    }
  }
}

function sendCounted(
  senders: Senders,
  counting: Counting,
  call: MixedCall,
  at: number,
  end: number,
  done: () => void,
): void {
  const row = counting.offer(call.of, call.caller === null ? 'abusive' : 'good');
  senders.send(call, at, (outcome) => {
    const now = performance.now();
    const isUseful = counting.end(row, `${call.method} ${call.path}`, outcome, now - at, now <= end);
    if (isUseful && typeof outcome === 'object' && outcome.status < 400) call.answered?.(outcome);
    done();
  });
}
