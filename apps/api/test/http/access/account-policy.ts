import type { Role } from '@weir/contract';

/** By call: the roles that may make it, and what the test sends. */
export type Policy = Record<
  string,
  { allowed: Role[] | 'everybody' | 'signedIn'; body?: object; file?: string; query?: string }
>;

/** The access rules of sign-in, sessions and a person's own account. */
export const accountPolicy: Policy = {
  'POST /v1/users': { allowed: 'everybody' },
  'POST /v1/sessions': { allowed: 'everybody' },
  'POST /v1/sessions/oidc': { allowed: 'everybody' },
  'POST /v1/email-confirmations': { allowed: 'signedIn' },
  'GET /v1/me': { allowed: 'signedIn' },
  'PATCH /v1/me': { allowed: 'signedIn', body: { timeZone: 'Europe/Berlin' } },
  'PUT /v1/me/avatar': { allowed: 'signedIn', file: 'no picture' },
  'DELETE /v1/me/avatar': { allowed: 'signedIn' },
  'POST /v1/me/email-confirmation': { allowed: 'signedIn' },
  'PUT /v1/me/password': {
    allowed: 'signedIn',
    body: { currentPassword: 'not this one', newPassword: 'a longer sentence' },
  },
  'GET /v1/me/address-change': { allowed: 'signedIn' },
  'PUT /v1/me/address-change': {
    allowed: 'signedIn',
    body: { email: 'other@people.test', currentPassword: 'not this one' },
  },
  'DELETE /v1/me/address-change': { allowed: 'signedIn' },
  'POST /v1/address-changes': { allowed: 'signedIn', body: { token: 'none' } },
  'GET /v1/me/data': { allowed: 'signedIn' },
  'POST /v1/me/removal': { allowed: 'signedIn', body: { currentPassword: 'not this one' } },
  'GET /v1/me/passkeys': { allowed: 'signedIn' },
  'POST /v1/me/passkeys': { allowed: 'signedIn', body: { name: 'Phone' } },
  'POST /v1/me/passkeys/challenge': { allowed: 'signedIn', body: { currentPassword: 'not this one' } },
  'PATCH /v1/me/passkeys/:passkey': { allowed: 'signedIn', body: { name: 'Phone' } },
  'POST /v1/me/passkeys/:passkey/removal': {
    allowed: 'signedIn',
    body: { currentPassword: 'not this one' },
  },
  'GET /v1/me/push-subscriptions': { allowed: 'signedIn' },
  'POST /v1/me/push-subscriptions': { allowed: 'signedIn', body: { endpoint: 'none' } },
  'POST /v1/me/push-subscriptions/:subscription/test': { allowed: 'signedIn' },
  'DELETE /v1/me/push-subscriptions/:subscription': { allowed: 'signedIn' },
  'POST /v1/passkey-challenges': { allowed: 'everybody' },
  'POST /v1/sessions/passkey': { allowed: 'everybody' },
  'GET /v1/me/two-factor': { allowed: 'signedIn' },
  'PUT /v1/me/two-factor': { allowed: 'signedIn', body: { code: '000000' } },
  'POST /v1/me/two-factor/secret': { allowed: 'signedIn', body: { currentPassword: 'not this one' } },
  'POST /v1/me/two-factor/recovery-codes': {
    allowed: 'signedIn',
    body: { currentPassword: 'not this one', code: '000000' },
  },
  'POST /v1/me/two-factor/removal': {
    allowed: 'signedIn',
    body: { currentPassword: 'not this one', code: '000000' },
  },
  'GET /v1/me/sessions': { allowed: 'signedIn' },
  'DELETE /v1/me/sessions': { allowed: 'signedIn' },
  'DELETE /v1/me/sessions/:session': { allowed: 'signedIn' },
  'GET /v1/password-resets': { allowed: 'everybody' },
  'POST /v1/password-resets': { allowed: 'everybody' },
  'PUT /v1/password-resets': { allowed: 'everybody' },
  'DELETE /v1/sessions/current': { allowed: 'signedIn' },
  'GET /v1/me/archived-workspaces': { allowed: 'signedIn' },
  'DELETE /v1/me/archived-workspaces/:workspace': { allowed: 'signedIn' },
  'GET /v1/me/archived-workspaces/:workspace/content': { allowed: 'signedIn' },
  'PUT /v1/me/archived-workspaces/:workspace/deletion': { allowed: 'signedIn', body: { name: 'Other' } },
  'DELETE /v1/me/archived-workspaces/:workspace/deletion': { allowed: 'signedIn' },
};
