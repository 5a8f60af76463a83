import type { Role } from '@weir/contract';
import type { BrowserContext } from 'playwright-core';

export const password = 'demo-demo';
export const emailOf = (role: Role) => `${role}@demo.test`;

/** Gives a browser the cookie of a person of the demo's cast, by the same calls as the form. */
export async function signedInWith({ request }: BrowserContext, web: string, role: Role): Promise<void> {
  const { csrfToken } = await (await request.get(`${web}/api/auth/csrf`)).json();
  const answer = await request.post(`${web}/api/auth/callback/credentials`, {
    form: { csrfToken, email: emailOf(role), password, json: 'true' },
  });
  if (!answer.ok()) throw new Error(`${role} can't sign in: ${await answer.text()}`);
}
