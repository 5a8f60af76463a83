/** `mia@example.com` as `m•••@e•••.com`: its owner recognizes it, and a stranger who finds the link can't type it. */
export function maskedAddress(email: string): string {
  const [, first, domain, end] = /^(.).*@(.).*?(\.[^.]+)?$/u.exec(email) ?? [];
  return `${first ?? ''}•••@${domain ?? ''}•••${end ?? ''}`;
}
