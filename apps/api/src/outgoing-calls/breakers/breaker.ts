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

/** The milliseconds that other calls wait while one is tried. */
const whileTrying = 1000;

/**
 * Calls an external server until it has failed several times in a row. Then the breaker opens: for a while it refuses calls at
 * once, without a connection. After that it tries one call. It closes if this call succeeds. Each call defines its own failures,
 * because a server that refuses one of our calls is not down.
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
      // After a failed attempt to close, it was open already.
      if (!isOpen) events.onOpen();
      isOpen = true;
    });
    this.policy.onReset(() => {
      isOpen = false;
      events.onClose();
    });
  }

  /** Milliseconds for which calls are refused; 0 if one may be made now. */
  get pause(): number {
    if (this.policy.state === CircuitState.Closed) return 0;
    return this.policy.state === CircuitState.HalfOpen
      ? whileTrying
      : Math.max(0, this.openUntil - Date.now());
  }

  /** Returns `pause`, and counts a refusal if there is one. For callers that check before they prepare a call. */
  refuse(): number {
    const { pause } = this;
    if (pause > 0) this.events.onRefusal();
    return pause;
  }

  /** @throws BreakerOpen while calls are refused, or what `call` throws. */
  async run<T>(call: () => Promise<T>, isFailure: (outcome: Outcome<T>) => boolean): Promise<T> {
    const pause = this.refuse();
    if (pause > 0) throw new BreakerOpen(pause);
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
