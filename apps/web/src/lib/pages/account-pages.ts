import type { Account } from '@weir/contract';

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
  backups: '/backups',
} as const;

export type AccountPage = keyof typeof accountPages;

const names = Object.keys(accountPages) as AccountPage[];

/** The pages that this person can open. Pages about the whole server are for the people who run it. */
export const accountPagesOf = ({ isOperator }: Pick<Account, 'isOperator'>): AccountPage[] =>
  names.filter((name) => isOperator || name !== 'backups');
