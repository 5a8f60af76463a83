/** The operator’s token of the APIs whose metrics a test reads. */
export const metricsToken = 'a token of the tests';

/** The text of an instance’s metrics. */
export async function metricsOf(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } });
  if (answer.status !== 200) throw new Error(`no metrics: ${answer.status}`);
  return answer.text();
}

/** The value of a sample: `sampleOf(text, 'weir_boards_by_gate{state="open"}')`. NaN if the text has no such sample. */
export function sampleOf(text: string, sample: string): number {
  const line = text.split('\n').find((each) => each.startsWith(`${sample} `));
  return Number(line?.slice(sample.length + 1));
}

/** The values of an instance’s metric with one label, by the value of the label: `{ lock: 2, statement: 1 }`. */
export async function countsOf(origin: string, metric: string): Promise<Record<string, number>> {
  const text = await metricsOf(origin);
  const lines = text.matchAll(new RegExp(`^${metric}\\{\\w+="(\\w+)"\\} (\\d+)$`, 'gm'));
  return Object.fromEntries([...lines].map(([, label, count]) => [label, Number(count)]));
}
