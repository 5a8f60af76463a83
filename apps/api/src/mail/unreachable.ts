/**
 * Domains without a mailbox: that of the demo's people, which the seed invents, and those that are kept for documentation
 * (RFC 2606, RFC 6761). `.test` on its own is not here: people may use it in a network of their own.
 */
const domains = ['demo.test', 'example', 'example.com', 'example.net', 'example.org', 'invalid'];

/** Whether nobody can get mail at an address. A mail to it would come back and spoil the sender's reputation. */
export function isUnreachable(email: string): boolean {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  return domains.some((each) => domain === each || domain.endsWith(`.${each}`));
}
