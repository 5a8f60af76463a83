import type { Role } from '@weir/contract';
import type { BrowserContext } from 'playwright-core';

export const password = 'demo-demo';
export const emailOf = (role: Role) => `${role}@demo.test`;

/** Gives a browser the cookie of a person of the demo's cast, by the same calls as the form. */
export const signedInWith = (context: BrowserContext, web: string, role: Role): Promise<void> =>
  signIn(context, web, { email: emailOf(role), password });

/** The same for anybody who has an account. */
export async function signIn(
  { request }: BrowserContext,
  web: string,
  account: { email: string; password: string },
): Promise<void> {
  const { csrfToken } = await (await request.get(`${web}/api/auth/csrf`)).json();
  const answer = await request.post(`${web}/api/auth/callback/credentials`, {
    form: { csrfToken, ...account, json: 'true' },
  });
  if (!answer.ok()) throw new Error(`${account.email} can't sign in: ${await answer.text()}`);
}
