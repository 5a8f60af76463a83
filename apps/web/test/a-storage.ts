/** A browser's storage over `target`. Its keys are the stored names. */
export function aStorage(target: Record<string, string>) {
  const methods: Record<string, unknown> = {
    getItem: (name: string) => target[name] ?? null,
    setItem: (name: string, value: string) => {
      target[name] = value;
    },
    removeItem: (name: string) => {
      delete target[name];
    },
  };
  return new Proxy(target, { get: (_, name) => methods[String(name)] });
}
