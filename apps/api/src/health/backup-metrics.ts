import { Gauge, type Registry } from 'prom-client';
import type { BackupAge } from '../operations/backups.service.js';

/** For backups and drills: seconds since the last good one, and whether the last one was good. Absent if there was none yet. */
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

  /** For a scrape. Without an answer of the database they are absent: an old value would be wrong. Reads first: two scrapes may overlap. */
  async refresh(): Promise<void> {
    const ages = await this.read().catch(() => []);
    this.age.reset();
    this.good.reset();
    for (const { kind, goodAge, isGood } of ages) {
      if (goodAge !== null) this.age.set({ kind }, goodAge);
      this.good.set({ kind }, isGood ? 1 : 0);
    }
  }
}
