/** The pages of a person's account, by name, with the end of their address. */
export const accountPages = {
  profile: '',
  address: '/address',
  notices: '/notices',
  calendar: '/calendar',
  password: '/password',
  twoFactor: '/two-factor',
  passkeys: '/passkeys',
  sessions: '/sessions',
  tokens: '/tokens',
  data: '/data',
} as const;

export type AccountPage = keyof typeof accountPages;

export const accountPageNames = Object.keys(accountPages) as AccountPage[];
