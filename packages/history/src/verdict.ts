/** A contradiction of a rule. `board` and `seq`: its event, if it has one. */
export type Fault = { text: string; board?: string; seq?: number };

/** A rule, as a sentence, and all its faults. */
export type Verdict = { rule: string; ok: boolean; faults: Fault[] };

export function verdict(rule: string, faults: (Fault | string)[]): Verdict {
  const all = faults.map((fault) => (typeof fault === 'string' ? { text: fault } : fault));
  return { rule, ok: all.length === 0, faults: all };
}

/** One line per rule, and lines for up to five of its faults. */
export function linesOf(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ rule, ok, faults }) => [
    `${ok ? 'yes' : 'NO '}  ${rule}`,
    ...faults.slice(0, 5).map(({ text }) => `       ${text}`),
    ...(faults.length > 5 ? [`       and ${faults.length - 5} more`] : []),
  ]);
}
