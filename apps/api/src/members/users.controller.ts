import { Body, Controller, Get, Ip, Post } from '@nestjs/common';
import { Me, NewUser } from '@weir/contract';
import type { WriteKey } from '../database/idempotency.js';
import { Public, SignedIn } from '../http/allow.js';
import { Bearer, type TokenBearer } from '../http/caller.js';
import { Idempotency } from '../http/idempotency.js';
import { Answers } from '../http/openapi/answers.js';
import type { Result } from '../result.js';
import { SignUpService } from './sign-up.service.js';
import { UsersService } from './users.service.js';

@Controller('v1')
export class UsersController {
  constructor(
    private readonly signUp: SignUpService,
    private readonly users: UsersService,
  ) {}

  @Post('users')
  @Public()
  @Answers('Sign up', {
    201: Me,
    refusals: ['not-allowed', 'email-taken', 'invitation-invalid', 'rate-limited'],
  })
  create(
    @Body({ schema: NewUser }) user: NewUser,
    @Ip() ip: string,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Me>> {
    return this.signUp.signUp(user, ip, key);
  }

  @Get('me')
  @SignedIn()
  @Answers('Who I am and where I belong', { 200: Me })
  me(@Bearer() bearer: TokenBearer): Promise<Result<Me>> {
    return this.users.me(bearer.userId);
  }
}
