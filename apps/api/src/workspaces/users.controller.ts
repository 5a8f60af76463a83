import { Controller, Get } from '@nestjs/common';
import { Me } from '@weir/contract';
import { SignedIn } from '../http/access/allow.js';
import { Bearer, type TokenBearer } from '../http/access/caller.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { UsersService } from './users.service.js';

@Controller('v1')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get('me')
  @SignedIn()
  @Answers('Who I am and where I belong', { 200: Me })
  me(@Bearer() bearer: TokenBearer): Promise<Result<Me>> {
    return this.users.me(bearer.userId);
  }
}
