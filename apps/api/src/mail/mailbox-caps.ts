/**
 * What one mailbox gets, over all workspaces; one board, or one workspace, has half of it. Mails that ask an address to
 * confirm something, and invitations, have a cap of their own. So do links that reset a password: a person needs them at once.
 */
const caps = {
  notice: { perHour: 12, perDay: 60 },
  confirmation: { perHour: 6, perDay: 6 },
  account: { perHour: 12, perDay: 40 },
};

/** Null for a mail that announces a change of an account: no cap delays it. */
export function capOf(mail: {
  notice: object | null;
  digest: object | null;
  accountLetter: { expiresAt: string | null } | null;
}) {
  if (mail.notice || mail.digest) return caps.notice;
  if (!mail.accountLetter) return caps.confirmation;
  return mail.accountLetter.expiresAt === null ? null : caps.account;
}
