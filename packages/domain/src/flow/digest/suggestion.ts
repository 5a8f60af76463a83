import type { ClassOfService, LimitScopeName } from '../../vocabulary/vocabulary.js';
import { wilsonInterval } from '../scoring/wilson.js';

/** The figures that suggestions of a weekly digest use. `lately`: in the four weeks up to the end of the week. */
export type DigestFacts = {
  overrides: readonly { scope: LimitScopeName; of: string | null; lately: number }[];
  blocked: readonly { reason: string; seconds: number; cards: readonly string[] }[];
  requests: { submitted: number; expired: number };
  lately: { started: number; left: number };
  levels: readonly {
    classOfService: ClassOfService;
    expectation: { percent: number; days: number } | null;
    sample: number;
    kept: number | null;
  }[];
  forecasts: { scored: number; missed: number };
  /** The oldest of these cards. */
  aged: readonly { number: number; title: string | null; ageDays: number }[];
  agedTotal: number;
};

/** One thing to do, with the figures that support it. */
export type Suggestion =
  | { code: 'overrides'; scope: LimitScopeName; of: string; times: number }
  | { code: 'blocked'; reason: string; seconds: number; cards: number }
  | { code: 'expired'; expired: number; submitted: number }
  | { code: 'started'; started: number; left: number }
  | {
      code: 'level';
      classOfService: ClassOfService;
      percent: number;
      days: number;
      kept: number;
      sample: number;
    }
  | { code: 'forecasts'; scored: number; missed: number }
  | { code: 'aged'; count: number; number: number; title: string; ageDays: number };

const aDay = 86_400;

/** The figures from which each rule applies. */
const least = {
  overrides: 3,
  blockedSeconds: 2 * aDay,
  blockedCards: 2,
  expired: 2,
  moreStarted: 3,
  moreStartedPart: 1.25,
  sample: 10,
  scored: 5,
  missedPart: 0.3,
};

/** The first rule that applies; null if none does. The rules are in the order of the harm that they prevent. */
export function suggestionOf(facts: DigestFacts): Suggestion | null {
  return (
    ofOverrides(facts) ??
    ofBlocks(facts) ??
    ofExpired(facts) ??
    ofStarted(facts) ??
    ofLevels(facts) ??
    ofForecasts(facts) ??
    ofAged(facts)
  );
}

function ofOverrides({ overrides }: DigestFacts): Suggestion | null {
  const [most] = overrides.toSorted((one, other) => other.lately - one.lately);
  if (!most || most.lately < least.overrides) return null;
  return { code: 'overrides', scope: most.scope, of: most.of ?? '', times: most.lately };
}

function ofBlocks({ blocked }: DigestFacts): Suggestion | null {
  const [most] = blocked;
  if (!most || most.seconds < least.blockedSeconds || most.cards.length < least.blockedCards) return null;
  return { code: 'blocked', reason: most.reason, seconds: most.seconds, cards: most.cards.length };
}

function ofExpired({ requests: { expired, submitted } }: DigestFacts): Suggestion | null {
  return expired < least.expired ? null : { code: 'expired', expired, submitted };
}

function ofStarted({ lately: { started, left } }: DigestFacts): Suggestion | null {
  const isMore = started - left >= least.moreStarted && started >= left * least.moreStartedPart;
  return isMore ? { code: 'started', started, left } : null;
}

/** An expectation that cards exceed more often than chance explains. */
function ofLevels({ levels }: DigestFacts): Suggestion | null {
  for (const { classOfService, expectation, sample, kept } of levels) {
    if (!expectation || kept === null || sample < least.sample) continue;
    const { percent, days } = expectation;
    if (wilsonInterval(kept, sample).high < percent / 100)
      return { code: 'level', classOfService, percent, days, kept, sample };
  }
  return null;
}

function ofForecasts({ forecasts: { scored, missed } }: DigestFacts): Suggestion | null {
  return scored >= least.scored && missed > scored * least.missedPart
    ? { code: 'forecasts', scored, missed }
    : null;
}

function ofAged({ aged, agedTotal }: DigestFacts): Suggestion | null {
  const [oldest] = aged.filter(({ title }) => title !== null);
  if (!oldest) return null;
  const { number, title, ageDays } = oldest;
  return { code: 'aged', count: agedTotal, number, title: title ?? '', ageDays };
}
