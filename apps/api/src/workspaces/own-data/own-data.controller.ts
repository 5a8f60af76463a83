import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { OwnData, OwnProof } from '@weir/contract';
import { SignedIn } from '../../http/access/allow.js';
import { Bearer, type TokenBearer } from '../../http/access/caller.js';
import { Answers } from '../../http/openapi/answers.js';
import { Costs } from '../../http/rates/costs.js';
import type { Result } from '../../result.js';
import { OwnDataService } from './own-data.service.js';

@Controller('v1/me')
export class OwnDataController {
  constructor(private readonly ownData: OwnDataService) {}

  @Get('data')
  @Costs(20)
  @SignedIn()
  @Answers('All that is kept about the caller', { 200: OwnData, refusals: ['rate-limited'] })
  read(@Bearer() bearer: TokenBearer): Promise<Result<OwnData>> {
    return this.ownData.read(bearer);
  }

  @Post('removal')
  @SignedIn()
  @HttpCode(204)
  @Answers('Delete the caller’s account for good, and erase what they wrote', {
    204: null,
    refusals: ['last-owner', 'sign-in-too-old', 'rate-limited'],
  })
  erase(
    @Bearer() bearer: TokenBearer,
    @Body({ schema: OwnProof }) proof: OwnProof,
    @Ip() ip: string,
  ): Promise<Result<void>> {
    return this.ownData.erase(bearer, proof, ip);
  }
}
