import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Counter, collectDefaultMetrics, Gauge, Registry } from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import { Jobs } from '../background/jobs.service.js';
import { ENV, type Env } from '../env.js';
import { OpenStreamsService } from '../events/open-streams.service.js';
import { Connections } from '../http/connections/connections.js';
import { isSameText } from '../http/constant-time.js';
import { BackupsService } from '../operations/backups.service.js';
import { Breakers } from '../outgoing-calls/breakers/breakers.service.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardQueue } from '../writes/board-queue.js';
import { measureAdmission } from './admission-metrics.js';
import { measureBreakers } from './breaker-metrics.js';
import { HealthRepository } from './health.repository.js';
import { measureCalls } from './http-metrics.js';
import { InstallationMetrics } from './installation-metrics.js';
import { MetricsRepository, type OutboxFigures } from './metrics.repository.js';

/**
 * Metrics for Prometheus, besides the client's own of the process (event loop, memory, CPU). Each has a row in
 * docs/operations/metrics.md.
 */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  private readonly installation: InstallationMetrics;

  constructor(
    host: HttpAdapterHost,
    repository: HealthRepository,
    queue: BoardQueue,
    connections: Connections,
    backups: BackupsService,
    figures: MetricsRepository,
    private readonly jobs: Jobs,
    streams: OpenStreamsService,
    breakers: Breakers,
    @Inject(ENV) private readonly env: Env,
  ) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge(
      'weir_database_connections',
      'Open connections of the pool',
      () => repository.connections().open,
    );
    this.gauge(
      'weir_database_connections_idle',
      'Those that nobody uses',
      () => repository.connections().idle,
    );
    this.gauge(
      'weir_database_waiting',
      'Queries that wait for a connection',
      () => repository.connections().waiting,
    );
    this.gauge(
      'weir_board_writes_waiting',
      'Writes that wait for their turn on a board',
      () => queue.waiting,
    );
    this.gauge('weir_connections', 'Open connections of callers', () => connections.count);
    this.counter(
      'weir_connections_refused_total',
      'Connections that were closed at once, because the server or their network had reached its limit',
      () => connections.refused,
    );
    this.gauge('weir_streams', 'Open event streams', () => streams.count);
    measureBreakers(breakers, this.registry);
    this.countJobs();
    this.installation = new InstallationMetrics(this.registry, {
      backups: () => backups.ages(),
      outboxes: async () => (await figures.outboxes()).filter(({ outbox }) => this.isDelivered(outbox)),
      boards: () => figures.boards(),
    });
    const fastify = host.httpAdapter.getInstance<FastifyInstance>();
    measureCalls(fastify, this.registry);
    if (fastify.admission) measureAdmission(fastify.admission, this.registry);
  }

  /** Routes and their load are nobody else's business: it needs the operator's token, and without one there are none. */
  async exposition(authorization: string | undefined): Promise<Result<string>> {
    const token = this.env.WEIR_METRICS_TOKEN;
    if (!token) return refuse('not-found', {}, { key: 'noSuchCall' });
    if (!isSameText(authorization ?? '', `Bearer ${token}`)) return refuse('not-signed-in');
    await this.installation.refresh();
    return ok(await this.registry.metrics());
  }

  /** Where mail or push is off, its rows wait for nobody. */
  private isDelivered(outbox: OutboxFigures['outbox']): boolean {
    if (outbox === 'mail') return this.env.WEIR_SMTP_URL !== undefined;
    return outbox !== 'push' || this.env.WEIR_PUSH === 'on';
  }

  private gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  private counter(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  private countJobs(): void {
    const { figures } = this.jobs;
    const labelled = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name, help, labelNames, registers: [this.registry] });
    const runs = labelled('weir_job_runs_total', 'Runs of background jobs on this instance, by outcome', [
      'name',
      'outcome',
    ]);
    const seconds = labelled('weir_job_seconds_total', 'Seconds that background jobs ran on this instance', [
      'name',
    ]);
    figures.onRun(({ job, outcome, milliseconds }) => {
      runs.inc({ name: job, outcome });
      seconds.inc({ name: job }, milliseconds / 1000);
    });
  }
}
