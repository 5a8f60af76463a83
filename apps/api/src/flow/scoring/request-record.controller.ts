import { Controller, Get } from '@nestjs/common';
import { RequestForecastRecord } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { RecordsService } from './records.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/intake/forecast-record')
export class RequestRecordController {
  constructor(private readonly records: RecordsService) {}

  @Get()
  @Allow('submitRequests')
  @Answers('How often the forecasts of a board’s requests were right', { 200: RequestForecastRecord })
  read(@Access() { workspaceId, boardId }: BoardAccess): Promise<RequestForecastRecord> {
    return this.records.ofPlaces({ workspaceId, boardId }, 'requests');
  }
}
