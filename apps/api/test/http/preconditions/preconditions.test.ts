import { expect, test } from '@jest/globals';
import { aBoard } from '../../support/board.js';
import type { Answer } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';
import { api, B, W } from './calls.js';
import { conditional } from './conditional-writes.js';

const { owner } = api.people;

/** The writes with nothing to compare, and why. */
const unconditional: Record<string, string> = {
  'POST /v1/users': 'makes an account; nothing is there before',
  'POST /v1/sessions': 'makes a session; nothing is there before',
  'POST /v1/sessions/oidc': 'makes a session; nothing is there before',
  'DELETE /v1/forms/requests': 'deletes all that is stored of a guest, whatever it is',
  'DELETE /v1/sessions/current': 'a session shows nothing that could change',
  'POST /v1/workspaces': 'makes a workspace; nothing is there before',
  [`PATCH ${W}`]: 'a name; the last one counts',
  [`PUT ${W}/archive`]: 'a second time changes nothing',
  'DELETE /v1/me/archived-workspaces/{workspace}': 'a second time changes nothing',
  'PUT /v1/me/archived-workspaces/{workspace}/deletion': 'a second time changes nothing',
  'DELETE /v1/me/archived-workspaces/{workspace}/deletion': 'a second time changes nothing',
  [`POST ${W}/boards`]: 'makes a board; a workspace has no version',
  [`POST ${W}/invitations`]: 'makes an invitation; a workspace has no version',
  [`POST ${B}/claims`]: 'takes whichever card is next',
  [`PUT ${B}/claims/{number}`]: 'the token of the lease is its condition',
  [`PUT ${B}/claims/{number}/completion`]: 'the token of the lease is its condition',
  [`PUT ${B}/claims/{number}/failure`]: 'the token of the lease is its condition',
  [`DELETE ${B}/claims/{number}`]: 'the token of the lease is its condition',
  [`PUT ${B}/intake/notify-me`]: 'the caller’s own switch; a second time changes nothing',
  [`DELETE ${B}/intake/notify-me`]: 'the caller’s own switch; a second time changes nothing',
  [`PUT ${B}/columns/{column}/notify-me`]: 'the caller’s own switch; a second time changes nothing',
  [`DELETE ${B}/columns/{column}/notify-me`]: 'the caller’s own switch; a second time changes nothing',
  [`PUT ${B}/cards/{number}/watch`]: 'the caller’s own switch; a second time changes nothing',
  [`DELETE ${B}/cards/{number}/watch`]: 'the caller’s own switch; a second time changes nothing',
  [`POST ${B}/views`]: 'makes a saved view, which is no part of the board',
  [`PATCH ${B}/views/{view}`]: 'a name for an address; the last one counts',
  [`DELETE ${B}/views/{view}`]: 'a name for an address; removed, whatever it was',
  [`POST ${W}/teams`]: 'makes a team; a workspace has no version',
  [`POST ${W}/service-accounts`]: 'makes a service account; a workspace has no version',
  [`POST ${W}/calendar-feed`]: 'a new secret link, whichever was there before',
  [`DELETE ${W}/calendar-feed`]: 'revoked, whatever it was',
  [`POST ${W}/tokens`]: 'makes a token; nothing is there before',
  [`POST ${W}/tokens/{token}/rotation`]: 'a new secret, whichever was there before',
  [`DELETE ${W}/tokens/{token}`]: 'revoked, whatever it was',
  [`POST ${W}/webhooks`]: 'makes a webhook; nothing is there before',
  [`POST ${W}/webhooks/{webhook}/rotation`]: 'a new secret, whichever was there before',
  [`POST ${W}/webhooks/{webhook}/replay`]: 'sends again, wherever it was',
  [`POST ${W}/webhooks/{webhook}/test`]: 'sends a message; nothing else changes',
  [`POST ${W}/webhooks/{webhook}/deliveries/{delivery}/replay`]: 'sends a message; nothing else changes',
  [`POST ${W}/imports`]: 'makes an import; nothing is there before',
  [`PATCH ${W}/imports/{import}`]: 'the plan of one person; the last one counts until it starts',
  [`PUT ${W}/imports/{import}/run`]: 'a second time changes nothing',
  [`DELETE ${W}/imports/{import}`]: 'removed, whatever it was',
  [`PUT ${W}/demo`]: 'a demo that is fresh already stays as it is',
  [`PUT ${W}/notices/mail-times`]: 'the caller’s own choice; the last one counts',
  [`PATCH ${W}/notices/choices`]: 'the caller’s own choices; the last one counts',
  [`PATCH ${W}/notices/push-choices`]: 'the caller’s own choices; the last one counts',
  [`PATCH ${W}/notices/settings`]: 'the caller’s own choice; the last one counts',
  [`PUT ${W}/credits/rule`]: 'numbers that an owner sees and sets together',
  [`PUT ${W}/credits/rule/end`]: 'a second end is refused',
  [`POST ${W}/credits/adjustments`]: 'adds an entry; the balance bounds it',
  [`PUT ${B}/intake/price`]: 'on or off; a second time changes nothing',
  [`PUT ${W}/notices/read`]: 'marks what the caller names, or all; a second time changes nothing',
  [`POST ${B}/limits/trials`]: 'compares the limits with those that its prediction saw',
  [`POST ${B}/forms/{form}/asks`]: 'makes a form request; nothing is there before',
  [`POST ${B}/forms/{form}/notify-me`]: 'one for each address and board; a second time keeps its place',
  'POST /v1/forms/notify-me/confirmations': 'happens once; a second time changes nothing',
  'POST /v1/me/email-confirmation': 'sends a new link; earlier links end',
  'POST /v1/email-confirmations': 'happens once, by a link',
  'DELETE /v1/me/sessions': 'ends all sessions; there is nothing to compare',
  'DELETE /v1/me/sessions/{session}': 'a session shows nothing that could change',
  'PUT /v1/me/address-change': 'sends a link; the address stays until it is opened',
  'DELETE /v1/me/address-change': 'ends a link that nobody else sees',
  'POST /v1/address-changes': 'happens once, by a link',
  'POST /v1/me/removal': 'compares the current password',
  'POST /v1/me/passkeys': 'compares a challenge that works once',
  'POST /v1/me/passkeys/challenge': 'makes a challenge; nothing else changes',
  'PATCH /v1/me/passkeys/{passkey}': 'a name that only its person sees',
  'POST /v1/me/passkeys/{passkey}/removal': 'compares the current password',
  'POST /v1/me/push-subscriptions': 'adds or confirms a browser; a second time changes nothing',
  'POST /v1/me/push-subscriptions/{subscription}/test': 'sends a message; nothing else changes',
  'DELETE /v1/me/push-subscriptions/{subscription}': 'removed, whatever it was',
  'POST /v1/passkey-challenges': 'makes a challenge; nothing else changes',
  'POST /v1/sessions/passkey': 'compares a challenge that works once',
  'PUT /v1/me/two-factor': 'compares a code that works once',
  'POST /v1/me/two-factor/secret': 'makes a secret; nothing changes until a code confirms it',
  'POST /v1/me/two-factor/recovery-codes': 'compares a code that works once',
  'POST /v1/me/two-factor/removal': 'compares a code that works once',
  'PUT /v1/me/password': 'compares the current password',
  'POST /v1/password-resets': 'sends a link; nothing else changes',
  'PUT /v1/password-resets': 'happens once, by a link',
  'POST /v1/mail-stops': 'a second time changes nothing',
  [`POST ${W}/invitations/{invitation}/mails`]: 'sends the link again; nothing else changes',
  'POST /v1/invitations/{token}/mails': 'sends the link again; nothing else changes',
  'POST /v1/forms/links': 'sends the link again; nothing else changes',
  'POST /v1/forms/requests/{board}/{number}/follow-ups':
    'makes a request; the one that it follows does not change',
  'POST /v1/forms/confirmations': 'happens once; a form request shows nothing',
};

type Document = { paths: Record<string, Record<string, { parameters?: { $ref?: string }[] }>> };

test('the document names If-Match on every write that compares a version, and all others are listed with a reason', async () => {
  const { paths } = (await owner.get<Document>('/v1/openapi.json')).body;
  const writes = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => method !== 'get')
      .map(([method, { parameters = [] }]) => ({
        name: `${method.toUpperCase()} ${path}`,
        takes: parameters.some(({ $ref }) => $ref?.endsWith('/IfMatch')),
      })),
  );
  const named = (takes: boolean) => writes.filter((write) => write.takes === takes).map(({ name }) => name);
  expect(named(true).sort()).toEqual(Object.keys(conditional).sort());
  expect(named(false).sort()).toEqual(Object.keys(unconditional).sort());
});

/** All writes parse the header with the same code, so one write is enough to test invalid versions. */
const patchesCard = `PATCH ${B}/cards/{number}`;

test.each(Object.keys(conditional))(
  '%s refuses another version with the current one, changes nothing, and takes that one',
  async (name) => {
    const board = await aBoard().column('Doing', { limit: 5 }).column('Review').make();
    await board.cards('Doing', 1);
    await board.ask();
    const { path, body, by = owner, headers } = await conditional[name]!(board);
    const send = (ifMatch: string): Promise<Answer> =>
      by.send(name.split(' ', 1)[0] as string, path, body, { ...headers, 'if-match': ifMatch });
    const state = () =>
      Promise.all(
        [board.path, `${board.path}/intake/templates`, '/v1/workspaces/demo/members', '/v1/me'].map(
          async (each) => (await owner.get(each)).body,
        ),
      );
    const before = await state();
    const others =
      name === patchesCard ? ['"never"', 'W/"1"', '"999999999999", "never"', 'nonsense'] : ['"never"'];
    const refused = await Promise.all(others.map(async (other) => refusalOf(await send(other), 'version')));
    const stale = { status: 412, code: 'precondition-failed', version: expect.stringMatching(/^"\d+"$/) };
    expect(refused).toEqual(others.map(() => stale));
    expect(await state()).toEqual(before);
    const taken = await send(`"never", W/"9", ${refused[0]?.version}, "999"`);
    expect([taken.status, taken.status < 300]).toEqual([taken.status, true]);
  },
);
