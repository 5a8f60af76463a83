import { readFile } from 'node:fs/promises';

const table = new URL('../../../../docs/operations/metrics.md', import.meta.url);

/** The metrics in the tables of docs/operations/metrics.md. */
export async function documentedMetrics(): Promise<{ name: string; type: string; labels: string[] }[]> {
  const rows = (await readFile(table, 'utf8')).matchAll(/^\| `(\w+)` \| (\w+) \| ([^|]*) \|/gm);
  return [...rows].map(([, name = '', type = '', labels = '']) => ({
    ...{ name, type },
    labels: labels.match(/[a-z]+/g) ?? [],
  }));
}
