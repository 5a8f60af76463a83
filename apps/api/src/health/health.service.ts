import { Injectable } from '@nestjs/common';
import type { ReadyStatus } from '@weir/contract';
import { HealthRepository } from './health.repository.js';

@Injectable()
export class HealthService {
  constructor(private readonly repository: HealthRepository) {}

  async ready(): Promise<ReadyStatus> {
    const checks: ReadyStatus['checks'] = [];
    try {
      const migration = await this.repository.newestMigration();
      checks.push({ name: 'database', ok: true });
      checks.push({ name: 'migrations', ok: migration !== null, detail: migration ?? 'none is applied' });
    } catch (error) {
      const undefinedTable = (error as { code?: string }).code === '42P01';
      checks.push({ name: 'database', ok: undefinedTable });
      checks.push({ name: 'migrations', ok: false, ...(undefinedTable && { detail: 'none is applied' }) });
    }
    return { status: checks.every(({ ok }) => ok) ? 'ready' : 'notReady', checks };
  }
}
