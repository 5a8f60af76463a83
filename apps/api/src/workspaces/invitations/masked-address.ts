/** `mia@example.com` as `m•••@e•••.com`: its owner recognizes it, and whoever finds the link can't type it. */
export function maskedAddress(email: string): string {
  const [, first, domain, end] = /^(.).*@(.).*?(\.[^.]+)?$/u.exec(email) ?? [];
  return `${first ?? ''}•••@${domain ?? ''}•••${end ?? ''}`;
}
