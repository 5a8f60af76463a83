/** The paths of a person’s own account. They are apart, because boards need none of them. */
export const accountPaths = {
  password: '/v1/me/password',
  addressChange: '/v1/me/address-change',
  addressChanges: '/v1/address-changes',
  twoFactor: '/v1/me/two-factor',
  totpSecret: '/v1/me/two-factor/secret',
  recoveryCodes: '/v1/me/two-factor/recovery-codes',
  twoFactorRemoval: '/v1/me/two-factor/removal',
  ownSessions: '/v1/me/sessions',
  ownSession: (id: string) => `/v1/me/sessions/${id}`,
  passwordResets: '/v1/password-resets',
  confirmEmail: '/v1/me/email-confirmation',
  emailConfirmations: '/v1/email-confirmations',
  mailStops: '/v1/mail-stops',
};
