import { Controller, Get } from '@nestjs/common';
import { BackupReport } from '@weir/contract';
import { SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { BackupsService } from './backups.service.js';

@Controller('v1/operations/backups')
export class BackupsController {
  constructor(private readonly backups: BackupsService) {}

  @Get()
  @SignedIn()
  @Answers('How the backups and drills of this installation ended, for its operators', {
    200: BackupReport,
    refusals: ['not-allowed'],
  })
  read(@Bearer() bearer: TokenBearer): Promise<Result<BackupReport>> {
    return this.backups.report(bearer);
  }
}
