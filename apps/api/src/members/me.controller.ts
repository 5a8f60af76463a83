import { Controller, Get } from '@nestjs/common';
import type { Me } from '@weir/contract';
import { SignedIn } from '../http/allow.js';
import { Bearer, type TokenBearer } from '../http/caller.js';
import type { Result } from '../result.js';
import { UsersService } from './users.service.js';

@Controller('v1/me')
export class MeController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @SignedIn()
  me(@Bearer() bearer: TokenBearer): Promise<Result<Me>> {
    return this.users.me(bearer.userId);
  }
}
