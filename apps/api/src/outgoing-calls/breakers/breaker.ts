import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
} from 'cockatiel';

/** How many failures in a row open a breaker, and for how many milliseconds. */
export type BreakerSettings = { failures: number; pause: number };
export type BreakerEvents = { onOpen: () => void; onClose: () => void; onRefusal: () => void };
type Outcome<T> = { value: T } | { error: unknown };

/** The milliseconds after which other calls should come back while one is tried. */
const whileTrying = 1000;

/**
 * Calls a server of somebody else, until it has failed some times in a row. Then it opens: calls are refused at once, without
 * a connection, for a while. After that one call is tried, and decides. Each call defines what a failure is: a server that refuses
 * one of our calls is not down.
 */
export class Breaker {
  private readonly policy: CircuitBreakerPolicy;
  private openUntil = 0;

  constructor(
    { failures, pause }: BreakerSettings,
    private readonly events: BreakerEvents,
  ) {
    this.policy = circuitBreaker(
      handleWhenResult((counted) => (counted as { isFailure: boolean }).isFailure),
      { halfOpenAfter: pause, breaker: new ConsecutiveBreaker(failures) },
    );
    let isOpen = false;
    this.policy.onBreak(() => {
      this.openUntil = Date.now() + pause;
      // A call that was tried in vain changes nothing.
      if (!isOpen) events.onOpen();
      isOpen = true;
    });
    this.policy.onReset(() => {
      isOpen = false;
      events.onClose();
    });
  }

  get isOpen(): boolean {
    return this.policy.state !== CircuitState.Closed;
  }

  /** Milliseconds for which calls are refused; 0 if one may be made now. */
  get pause(): number {
    if (this.policy.state === CircuitState.HalfOpen) return whileTrying;
    return this.isOpen ? Math.max(0, this.openUntil - Date.now()) : 0;
  }

  /** @throws BreakerOpen while calls are refused, or what `call` throws. */
  async run<T>(call: () => Promise<T>, isFailure: (outcome: Outcome<T>) => boolean): Promise<T> {
    const { pause } = this;
    if (pause > 0) {
      this.events.onRefusal();
      throw new BreakerOpen(pause);
    }
    const { outcome } = await this.policy.execute(async () => {
      const ended = await outcomeOf(call);
      return { outcome: ended, isFailure: isFailure(ended) };
    });
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }
}

async function outcomeOf<T>(call: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error };
  }
}

/** A call that was not made, because its server has failed several times in a row. `pause`: milliseconds until one is tried. */
export class BreakerOpen extends Error {
  override readonly name = 'BreakerOpen';

  constructor(readonly pause: number) {
    super(`it has failed several times in a row, and is not called for ${Math.ceil(pause / 1000)} s`);
  }
}
