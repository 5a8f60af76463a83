import type { Answer } from '../support/person.js';
import type { Call } from './calls.js';
import type { Vault, World } from './world.js';

/** Other statuses that a call without the right may get: the call itself is wrong, which is checked first. */
const unreadable = [400, 404, 413, 415, 429, 431];

/** What is wrong with an answer. The OpenAPI document is checked where it is sent. */
export function faultsOf(call: Call, { status, body }: Answer, world: World, vault: Vault): string[] {
  const shown = JSON.stringify(body) ?? '';
  const { by, operation } = call;
  const faults = status >= 500 ? [`answered ${status}`] : [];
  if (!by.isOfOther && shown.includes(vault.text)) faults.push('shows a text of another workspace');
  // Anyone with a public link or form may see what it shows.
  const isPublic = operation.access === 'everybody';
  if (
    by.isOfOther &&
    !isPublic &&
    [world.texts.text, world.texts.ofSide].some((text) => shown.includes(text))
  )
    faults.push('shows a text to a member of another workspace');
  if (by.isLimited && !isPublic && shown.includes(world.texts.ofSide))
    faults.push('shows a board that the token may not reach');
  return [...faults, ...withoutRight(call, status, body as Problem)];
}

type Problem = { code?: string; scope?: string; scopes?: string[] };

function withoutRight({ operation, by }: Call, status: number, { code, scope, scopes }: Problem): string[] {
  if (operation.access === 'everybody') return [];
  // A guest's link is checked where its request is read, so after the body.
  if (operation.access === 'guest' && status === 422) return [];
  if (by.kind === 'ended' || by.kind === 'nobody' || (by.kind === 'guest') !== (operation.access === 'guest'))
    return status === 401 || unreadable.includes(status)
      ? []
      : [`answered ${status} to a caller who is not signed in`];
  if (by.kind !== 'token') return [];
  if (code === 'scope-missing') {
    const isNamed = scope === operation.scope && `${scopes?.toSorted()}` === `${by.scopes.toSorted()}`;
    return isNamed && !by.scopes.some((each) => each === scope)
      ? []
      : [`names the scope ${scope} of ${scopes}`];
  }
  const isCovered = operation.scope === 'any' || by.scopes.some((each) => each === operation.scope);
  if (isCovered || status === 401 || status === 403 || unreadable.includes(status)) return [];
  return [`answered ${status} to a token without the scope ${operation.scope}`];
}
