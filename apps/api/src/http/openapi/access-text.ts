import { roles } from '@weir/contract';
import type { Route } from '../route-table.js';

const plurals = {
  owner: 'owners',
  manager: 'managers',
  member: 'members',
  requester: 'requesters',
  viewer: 'viewers',
} as const;

const listOf = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Who may call a route, and what an API token needs for it: “For owners and managers. An API token needs the scope `manage`.” */
export function accessText({ rule, scope, isForSomeBoards }: Route, isForGuests: boolean): string {
  if (isForGuests) return 'For guests, with the token of their link.';
  if (rule.kind === 'public') return 'No token is needed.';
  const who =
    rule.kind === 'signedIn'
      ? 'For everybody who is signed in.'
      : rule.roles.length === roles.length
        ? 'For all members of the workspace.'
        : `For ${listOf.format(roles.filter((role) => rule.roles.includes(role)).map((role) => plurals[role]))}.`;
  return `${who} ${tokenText(scope, isForSomeBoards)}`;
}

function tokenText(scope: Route['scope'], isForSomeBoards: boolean): string {
  if (scope === null) return 'It takes no API token, only a session.';
  const which = isForSomeBoards ? 'An API token' : 'An API token for all boards';
  return scope === 'any' ? `${which} of any scope is enough.` : `${which} needs the scope \`${scope}\`.`;
}
