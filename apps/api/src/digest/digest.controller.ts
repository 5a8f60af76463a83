import { Controller, Get, Query } from '@nestjs/common';
import { BoardDigest, BoardsDigestQuery, DigestQuery, WorkspaceDigest } from '@weir/contract';
import { Allow, FiltersBoards } from '../http/access/allow.js';
import { Access, type BoardAccess } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import { Costs } from '../http/rates/costs.js';
import { DigestService } from './digest.service.js';

@Controller('v1/workspaces/:workspace')
export class DigestController {
  constructor(private readonly digests: DigestService) {}

  @Get('boards/:board/digest')
  @Costs(5)
  @Allow('readBoards')
  @Answers('A week of a board: requests and answers, what aged, repeated overrides, missed forecasts', {
    200: BoardDigest,
  })
  ofBoard(
    @Access() access: BoardAccess,
    @Query({ schema: DigestQuery }) { week }: DigestQuery,
  ): Promise<BoardDigest> {
    return this.digests.ofBoard(access, week);
  }

  @Get('digest')
  @Costs(20)
  @Allow('readBoards')
  @FiltersBoards()
  @Answers('The same week of several boards', { 200: WorkspaceDigest })
  ofBoards(
    @Access() access: Access,
    @Query({ schema: BoardsDigestQuery }) query: BoardsDigestQuery,
  ): Promise<WorkspaceDigest> {
    return this.digests.ofBoards(access, query);
  }
}
