import { Injectable } from '@nestjs/common';
import type { CardServiceLevel, ClassLevel, ServiceLevelFigures } from '@weir/contract';
import { fewestForServiceLevel, mostServiceLevelDays } from '@weir/domain';
import { Clock } from '../../clock.js';
import { codedText } from '../../coded-text.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { FiguresService } from '../figures/figures.service.js';
import type { Scoped } from '../figures/flow-scope.js';
import { FlowScopeService } from '../figures/flow-scope.service.js';
import { type LevelRow, ServiceLevelsRepository } from './service-levels.repository.js';

const mostLate = 200;

/** Service level expectations, by the definitions in docs/flow.md. */
@Injectable()
export class ServiceLevelsService {
  constructor(
    private readonly repository: ServiceLevelsRepository,
    private readonly figuresOf: FiguresService,
    private readonly scopes: FlowScopeService,
    private readonly clock: Clock,
  ) {}

  async figures(scoped: Scoped): Promise<ServiceLevelFigures> {
    const now = this.clock.now();
    const [faults, levels, { total, cards }] = await Promise.all([
      this.figuresOf.faults(scoped),
      this.repository.levels(scoped, now),
      this.repository.late(scoped, now, mostLate),
    ]);
    return {
      ...scoped.scope,
      faults,
      levels: levels.map((row) => levelOf(row, scoped)),
      total,
      late: cards,
    };
  }

  async ofCard(access: BoardAccess, number: number): Promise<Result<CardServiceLevel>> {
    await this.scopes.catchUp(access.workspaceId, [access.boardId]);
    const found = await this.repository.ofCard(access, number, this.clock.now());
    return found ? ok(found) : refuse('not-found');
  }
}

function levelOf({ percent, days, ...row }: LevelRow, { scope: { from, to } }: Scoped): ClassLevel {
  const { sample, kept } = row;
  return {
    ...row,
    share: kept === null || sample === 0 ? null : kept / sample,
    proposal:
      days === null || sample < fewestForServiceLevel
        ? { unknown: codedText('fewForServiceLevel', { sample, fewest: fewestForServiceLevel }) }
        : { percent, days: Math.min(days, mostServiceLevelDays), sample, from, to },
  };
}
