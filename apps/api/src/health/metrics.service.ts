import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ENV, type Env } from '../env.js';
import { Connections } from '../http/connections/connections.js';
import { isSameText } from '../http/constant-time.js';
import { BackupsService } from '../operations/backups.service.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardQueue } from '../writes/board-queue.js';
import { BackupMetrics } from './backup-metrics.js';
import { HealthRepository } from './health.repository.js';

/** Metrics for Prometheus, besides prom-client's own of the process (event loop, memory, CPU). */
@Injectable()
export class MetricsService {
  private readonly registry = new Registry();
  private readonly backups: BackupMetrics;
  private readonly durations = new Histogram({
    name: 'weir_http_request_duration_seconds',
    help: 'Time to answer; its count is the number of requests. Streams are not in it.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [this.registry],
  });

  constructor(
    host: HttpAdapterHost,
    repository: HealthRepository,
    queue: BoardQueue,
    connections: Connections,
    backups: BackupsService,
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
    new Counter({
      name: 'weir_connections_refused_total',
      help: 'Connections that were closed at once, because the server or their network had reached its limit',
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(connections.refused);
      },
    });
    this.backups = new BackupMetrics(this.registry, () => backups.ages());
    this.observe(host.httpAdapter.getInstance<FastifyInstance>());
  }

  /** Routes and their load are nobody else's business: it needs the operator's token, and without one there are none. */
  async exposition(authorization: string | undefined): Promise<Result<string>> {
    const token = this.env.WEIR_METRICS_TOKEN;
    if (!token) return refuse('not-found', {}, { key: 'noSuchCall' });
    if (!isSameText(authorization ?? '', `Bearer ${token}`)) return refuse('not-signed-in');
    await this.backups.refresh();
    return ok(await this.registry.metrics());
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

  private observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const isStream = String(reply.getHeader('content-type')).startsWith('text/event-stream');
      const labels = {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: String(reply.statusCode),
      };
      if (!isStream) this.durations.observe(labels, reply.elapsedTime / 1000);
      done();
    });
  }
}
