/** The email addresses in a typed or pasted text, each once: between commas, semicolons or lines, also as `Bao <bao@x.test>`. */
export function addressesIn(text: string): string[] {
  const found = text.split(/[,;\n]+/).flatMap((part) => {
    const named = /<([^<>]*)>/.exec(part)?.[1];
    return named === undefined ? part.split(/\s+/) : [named.trim()];
  });
  const byName = new Map(found.filter(Boolean).map((address) => [address.toLowerCase(), address]));
  return [...byName.values()];
}

/** What can’t be an email address. The API checks the others. */
export function notAddresses(addresses: readonly string[]): string[] {
  return addresses.filter((address) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address));
}
