import { Gauge, type Registry } from 'prom-client';
import type { BackupAge } from '../operations/backups.service.js';

/** Of both kinds: seconds since the last good run, and whether the last one was good. Absent: there was none yet. */
export class BackupMetrics {
  private readonly age: Gauge;
  private readonly good: Gauge;

  constructor(
    registry: Registry,
    private readonly read: () => Promise<BackupAge[]>,
  ) {
    const gauge = (name: string, help: string) =>
      new Gauge({ name, help, labelNames: ['kind'], registers: [registry] });
    this.age = gauge(
      'weir_backup_age_seconds',
      'Seconds since the last good backup, or the last good drill, ended',
    );
    this.good = gauge(
      'weir_backup_last_good',
      '1 if the last backup, or the last drill, was good, and 0 if it was not',
    );
  }

  /** For a scrape. If the database does not answer they are absent: an old value would be wrong. */
  async refresh(): Promise<void> {
    this.age.reset();
    this.good.reset();
    for (const { kind, goodAge, isGood } of await this.read().catch(() => [])) {
      if (goodAge !== null) this.age.set({ kind }, goodAge);
      this.good.set({ kind }, isGood ? 1 : 0);
    }
  }
}
