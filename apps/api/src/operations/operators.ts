import type { Env } from '../env.js';

type Account = { email: string | null; emailVerifiedAt: Date | null };

/**
 * Whether a person may see what concerns the whole installation. The settings name the operators by address. Where the server can
 * send mail, the address must be confirmed: anyone can type one at sign-up.
 */
export function isOperator(
  { WEIR_OPERATORS, WEIR_SMTP_URL }: Env,
  { email, emailVerifiedAt }: Account,
): boolean {
  const isKnown = emailVerifiedAt !== null || WEIR_SMTP_URL === undefined;
  return isKnown && email !== null && WEIR_OPERATORS.includes(email.toLowerCase());
}
