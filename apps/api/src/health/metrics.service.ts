import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { collectDefaultMetrics, Registry } from '@prometheus-io/client';
import type { FastifyInstance } from 'fastify';
import { Jobs } from '../background/jobs.service.js';
import { ENV, type Env } from '../env.js';
import { OpenStreamsService } from '../events/open-streams.service.js';
import { Connections } from '../http/connections/connections.js';
import { isSameText } from '../http/constant-time.js';
import { BackupsService } from '../operations/backups.service.js';
import { Breakers } from '../outgoing-calls/breakers/breakers.service.js';
import { PruningService } from '../pruning/pruning.service.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardQueue } from '../writes/board-queue.js';
import { measureAdmission } from './admission-metrics.js';
import { measureBreakers } from './breaker-metrics.js';
import { HealthRepository } from './health.repository.js';
import { measureCalls } from './http-metrics.js';
import { InstallationMetrics } from './installation-metrics.js';
import { measureJobs } from './job-metrics.js';
import { MetricsRepository, type OutboxFigures } from './metrics.repository.js';
import { measurePruning } from './pruning-metrics.js';
import { readCounter, readGauge } from './read-metrics.js';

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
    jobs: Jobs,
    streams: OpenStreamsService,
    breakers: Breakers,
    pruning: PruningService,
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
      'Open connections that no call uses',
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
    readCounter(
      this.registry,
      {
        name: 'weir_connections_refused_total',
        help: 'Connections that were closed at once, because the server or their network had reached its limit',
      },
      () => connections.refused,
    );
    this.gauge('weir_streams', 'Open event streams', () => streams.count);
    measureBreakers(breakers, this.registry);
    measureJobs(jobs.figures, this.registry);
    measurePruning(pruning, this.registry);
    this.installation = new InstallationMetrics(this.registry, {
      backups: () => backups.ages(),
      outboxes: async () => (await figures.outboxes()).filter(({ outbox }) => this.isDelivered(outbox)),
      boards: () => figures.boards(),
    });
    const fastify = host.httpAdapter.getInstance<FastifyInstance>();
    measureCalls(fastify, this.registry);
    if (fastify.admission) measureAdmission(fastify.admission, this.registry);
  }

  /** Needs the operator's token, because only the operator may know routes and their load. Without a token in the settings there are no metrics. */
  async exposition(authorization: string | undefined): Promise<Result<string>> {
    const token = this.env.WEIR_METRICS_TOKEN;
    if (!token) return refuse('not-found', {}, { key: 'noSuchCall' });
    if (!isSameText(authorization ?? '', `Bearer ${token}`)) return refuse('not-signed-in');
    await this.installation.refresh();
    return ok(await this.registry.metrics());
  }

  /** If mail or push is off, its rows are not delivered and not counted. */
  private isDelivered(outbox: OutboxFigures['outbox']): boolean {
    if (outbox === 'mail') return this.env.WEIR_SMTP_URL !== undefined;
    return outbox !== 'push' || this.env.WEIR_PUSH === 'on';
  }

  private gauge(name: string, help: string, read: () => number): void {
    readGauge(this.registry, { name, help }, read);
  }
}
