import type { ProblemCode } from '@weir/contract';
import { limitText } from '../limits.js';
import { requesterName } from '../requester.js';
import { type Detail, detailText, refusalText, type Speech } from './refusals.js';

type Facts = Readonly<Record<string, unknown>>;

export type RefusalFacts = {
  code: ProblemCode;
  facts?: Facts | undefined;
  detail?: Detail | undefined;
};

/** The `title` and `detail` of a problem, from its code, its facts, and what else is known of the case. */
export function problemText(
  speech: Speech,
  { code, facts = {}, detail }: RefusalFacts,
): { title: string; detail: string } {
  const { t } = speech;
  const why = byFacts(speech, code, facts) || t(`problems.${code}.meaning`);
  return { title: t(`problems.${code}.title`), detail: detail ? detailText(t, detail, why) : why };
}

/** Undefined where the facts add nothing to the code; empty where they are missing. */
function byFacts(speech: Speech, code: ProblemCode, facts: Facts): string | undefined {
  const { t, dates } = speech;
  switch (code) {
    case 'wip-limit-reached':
    case 'intake-queue-full':
    case 'form-places-taken':
    case 'requester-quota-reached':
    case 'requester-rate-reached':
    case 'intake-gate-shut':
    case 'intake-gate-throttled':
    case 'intake-gate-probing':
    case 'intake-shedding':
    case 'expedite-claim-waiting':
    case 'not-deferred':
    case 'already-asked':
    case 'too-early':
      return refusalText(speech, { code, ...facts } as Parameters<typeof refusalText>[1]);
    case 'trial-not-predictable':
      return facts.why as string;
    case 'override-stale':
      return (facts.limits as Parameters<typeof limitText>[1][])
        .map((limit) => limitText(t, limit))
        .join(' ');
    case 'override-budget-spent': {
      const { budget, spent, renewsOn } = facts as { budget: number; spent: number; renewsOn: string };
      return t('refusals.overrideBudget', { budget, spent, renewsOn: dates.day(renewsOn, { long: true }) });
    }
    case 'accepted-work': {
      const cards = facts.cards as { ref: string; request: { requester: string; guest?: boolean } }[];
      const { ref = '', request } = cards[0] ?? {};
      const { requester = '', guest } = request ?? {};
      return t('refusals.acceptedWork', {
        cards: cards.length,
        ref,
        name: requesterName(t, { name: requester, guest }),
      });
    }
    case 'asked-again': {
      const { request, followedBy } = facts as Record<'request' | 'followedBy', { ref: string }>;
      return t('refusals.askedAgain', { request: request.ref, followedBy: followedBy.ref });
    }
    case 'column-not-empty':
      return t('refusals.columnNotEmpty', { cards: Number(facts.cards) });
    case 'swimlane-not-empty':
      return t('refusals.swimlaneNotEmpty', { cards: Number(facts.cards) });
    case 'label-in-use':
      return t('refusals.labelInUse', { cards: Number(facts.cards) });
    case 'field-in-use':
      return t('refusals.fieldInUse', { cards: Number(facts.cards) });
    case 'option-in-use':
      return t('refusals.optionInUse', { cards: Number(facts.cards) });
    case 'link-circle': {
      const refs = (facts.cards as { ref: string }[]).map(({ ref }) => ref);
      return t('refusals.linkCircle', { kind: String(facts.kind), cards: [...refs, refs[0]].join(' → ') });
    }
    case 'requests-waiting':
      return t('refusals.requestsWaiting', { waiting: Number(facts.waiting) });
    case 'boards-not-archived':
      return t('refusals.boardsNotArchived', { boards: Number(facts.boards) });
    case 'cap-reached':
      return t('refusals.capReached', { cap: String(facts.cap), max: Number(facts.max) });
    case 'credits-spent': {
      const { price, balance, credits, renewsOn } = facts as Record<
        'price' | 'balance' | 'credits',
        number
      > & {
        renewsOn: string;
      };
      const day = dates.day(renewsOn, { long: true });
      return t('refusals.creditsSpent', { price, balance, credits, renewsOn: day });
    }
    case 'price-risen':
      return t('refusals.priceRisen', { price: Number(facts.price), maxPrice: Number(facts.maxPrice) });
    case 'balance-too-low':
      return t('refusals.balanceTooLow', { balance: Number(facts.balance) });
    case 'key-taken':
      return t('refusals.keyTaken', { key: String(facts.key) });
    default:
      return undefined;
  }
}
