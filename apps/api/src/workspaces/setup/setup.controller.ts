import { Controller, Get } from '@nestjs/common';
import { SetupState } from '@weir/contract';
import { Public } from '../../http/access/allow.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { SetupService } from './setup.service.js';

@Controller('v1/setup')
export class SetupController {
  constructor(private readonly setup: SetupService) {}

  @Get()
  @Public()
  @Answers('Whether the first account is still to be created, by the link in the API’s log', {
    200: SetupState,
  })
  state(): Promise<Result<SetupState>> {
    return this.setup.state();
  }
}
