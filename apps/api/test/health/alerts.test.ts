import { readFile } from 'node:fs/promises';
import { parser } from '@prometheus-io/lezer-promql';
import { load } from 'js-yaml';
import { theApi } from '../support/api.js';
import { metricsOf, metricsToken } from '../support/metrics.js';
import { documentedMetrics } from './documented-metrics.js';

const api = theApi({ WEIR_METRICS_TOKEN: metricsToken });
const operations = new URL('../../../../docs/operations/', import.meta.url);
const text = (path: string) => readFile(new URL(path, operations), 'utf8');

type Rule = { alert: string; expr: string; labels: { severity: string }; annotations: { handbook: string } };
type Panel = { title: string; description?: string; targets?: { expr: string }[] };

async function rules(): Promise<Rule[]> {
  const { groups } = load(await text('observability/alert-rules.yaml')) as {
    groups: { rules: Rule[] }[];
  };
  return groups.flatMap((group) => group.rules);
}

/** Replaces the variables, as Grafana does before it queries Prometheus. */
const filled = (expr: string) => expr.replaceAll('$__rate_interval', '5m').replaceAll('$instance', '.*');

async function queries(): Promise<string[]> {
  const { panels } = JSON.parse(await text('observability/grafana-dashboard.json')) as { panels: Panel[] };
  return panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => filled(expr)));
}

/** The metrics of a query, each with the labels that select it. Throws if the query does not parse. */
function selectedIn(expr: string): { metric: string; labels: string[] }[] {
  const found: { metric: string; labels: string[] }[] = [];
  parser.parse(expr).iterate({
    enter({ name, type, from, to, node }) {
      if (type.isError) throw new Error(`${expr.slice(from - 10, to + 10)} in ${expr} does not parse`);
      if (name !== 'VectorSelector') return;
      const metric = node.getChild('Identifier');
      const labels = [...expr.slice(from, to).matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(
        ([, label]) => label as string,
      );
      if (metric) found.push({ metric: expr.slice(metric.from, metric.to), labels });
    },
  });
  return found;
}

test('the queries of the alerts and of the dashboard parse, and select metrics and labels that exist', async () => {
  const exposed = await metricsOf(api.origin);
  const metrics = new Set([...exposed.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name));
  const labelsOf = new Map((await documentedMetrics()).map(({ name, labels }) => [name, labels]));
  const all = [...(await rules()).map(({ expr }) => expr), ...(await queries())];
  expect(all.length).toBeGreaterThan(40);
  for (const { metric, labels } of all.flatMap(selectedIn)) {
    if (metric === 'up') continue;
    const name = metrics.has(metric) ? metric : metric.replace(/_(bucket|sum|count)$/, '');
    expect(metrics).toContain(name);
    // Prometheus sets the first two on every metric.
    expect(['job', 'instance', ...(labelsOf.get(name) ?? [])]).toEqual(expect.arrayContaining(labels));
  }
});

test('each alert has a section in the handbook with its meaning, checks, steps and a way to try it', async () => {
  const handbook = await text('alerts.md');
  const sections = new Map(
    handbook
      .split(/^## /m)
      .slice(1)
      .map((section) => [section.split('\n', 1)[0] as string, section]),
  );
  const series = load(await text('observability/alert-rules.test.yaml')) as {
    tests: { name: string }[];
  };
  const alerts = await rules();
  expect([...sections.keys()]).toEqual(alerts.map(({ alert }) => alert));
  for (const { alert, labels, annotations } of alerts) {
    const parts = ['What it means.', 'What to check.', 'What to do.', 'How to try it.'];
    for (const part of parts) expect(sections.get(alert)).toContain(`**${part}**`);
    expect(annotations.handbook).toBe(`docs/operations/alerts.md#${alert.toLowerCase()}`);
    expect(['critical', 'warning', 'info']).toContain(labels.severity);
    expect(series.tests.map(({ name }) => name)).toContain(alert);
  }
});
