import { Controller, Get } from '@nestjs/common';
import { RequesterBoard } from '@weir/contract';
import { Allow } from '../../http/access/allow.js';
import { Access, type BoardAccess } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import { RequesterBoardService } from './requester-board.service.js';

@Controller('v1/workspaces/:workspace/boards/:board/intake/door')
export class RequesterBoardController {
  constructor(private readonly door: RequesterBoardService) {}

  @Get()
  @Allow('submitRequests')
  @Answers(
    'What a requester sees before submitting: how full the board is, and which requests it admits now',
    {
      200: RequesterBoard,
    },
  )
  read(@Access() access: BoardAccess): Promise<Result<RequesterBoard>> {
    return this.door.read(access);
  }
}
