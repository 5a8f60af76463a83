import { Inject, Injectable } from '@nestjs/common';
import { BackupFault, type BackupReport, type BackupRun } from '@weir/contract';
import { ENV, type Env } from '../env.js';
import type { TokenBearer } from '../http/access/caller.js';
import { ok, type Result, refuse } from '../result.js';
import { type BackupAge, type BackupRunRow, BackupsRepository } from './backups.repository.js';
import { isOperator } from './operators.js';

export type { BackupAge };

const mostShown = 20;

/** How the backups and drills of the installation ended, for its operators. */
@Injectable()
export class BackupsService {
  constructor(
    private readonly repository: BackupsRepository,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** For the metrics. */
  ages(): Promise<BackupAge[]> {
    return this.repository.ages();
  }

  async report({ userId }: TokenBearer): Promise<Result<BackupReport>> {
    const account = await this.repository.account(userId);
    if (!account || !isOperator(this.env, account))
      return refuse('not-allowed', {}, { key: 'operatorsOnly' });
    const [newest, good] = await Promise.all([
      this.repository.newest(mostShown),
      this.repository.newestGood(),
    ]);
    const goodOf = (kind: BackupRun['kind']) => {
      const row = good.find((each) => each.kind === kind);
      return row ? documentOf(row) : null;
    };
    return ok({
      goodBackup: goodOf('backup'),
      goodDrill: goodOf('drill'),
      items: newest.map(documentOf),
    });
  }
}

function documentOf({ ok: isGood, bytes, found, faults, at, madeAt, ...rest }: BackupRunRow): BackupRun {
  return {
    ...rest,
    at: at.toISOString(),
    madeAt: madeAt.toISOString(),
    isGood,
    bytes: bytes === null ? null : Number(bytes),
    restored: found,
    faults: faults.map(faultOf),
  };
}

const codes: readonly string[] = BackupFault.shape.code.options;

/** A code of a newer command is shown as it is. */
function faultOf({ code, ...facts }: BackupRunRow['faults'][number]): BackupFault {
  const text = (value: string | number | undefined) => (value === undefined ? null : String(value));
  const isKnown = codes.includes(code);
  return {
    code: isKnown ? (code as BackupFault['code']) : 'unusable',
    about: text(facts.table ?? facts.board ?? facts.detail ?? (isKnown ? undefined : code)),
    expected: text(facts.expected),
    found: text(facts.found),
  };
}
