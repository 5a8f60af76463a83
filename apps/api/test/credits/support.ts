import type { CreditAccount, CreditEntries, CreditRule, OwnCredits } from '@weir/contract';
import { currentApi } from '../support/api.js';
import type { Person } from '../support/person.js';

export const credits = '/v1/workspaces/demo/credits';
const rule = { credits: 10, period: 'week', timeZone: 'UTC', startPrice: 4, maxPrice: 10 };

/** Switches the experiment on in the workspace `demo`: 10 credits a week, and each board costs 4. */
export function switchOn(more: object = {}) {
  return currentApi().people.owner.put<CreditRule>(`${credits}/rule`, { ...rule, ...more });
}

export function switchOff(reason = 'It was only a test') {
  return currentApi().people.owner.put<CreditRule>(`${credits}/rule/end`, { reason });
}

export async function accountOf(person: Person): Promise<CreditAccount> {
  return (await person.get<OwnCredits>(credits)).body.account as CreditAccount;
}

export async function balanceOf(person: Person): Promise<number> {
  return (await accountOf(person)).balance;
}

/** The ledger of a person, the oldest first: kind, reason, amount and request of each entry. */
export async function ledgerOf(person: Person): Promise<string[]> {
  const { items } = (await person.get<CreditEntries>(`${credits}/entries`)).body;
  return items
    .toReversed()
    .map(({ kind, reason, amount, request }) =>
      [kind, reason, amount, request?.number].filter((part) => part !== null && part !== undefined).join(' '),
    );
}

/** A person who can submit requests and has used no credits yet. */
export function anAsker(name: string): Promise<Person> {
  return currentApi().addRequester(name);
}
