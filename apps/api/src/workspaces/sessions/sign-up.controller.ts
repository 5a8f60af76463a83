import { Body, Controller, Ip, Post } from '@nestjs/common';
import { Me, NewUser } from '@weir/contract';
import { Public } from '../../http/access/allow.js';
import { Idempotency } from '../../http/idempotency.js';
import { Answers } from '../../http/openapi/answers.js';
import type { Result } from '../../result.js';
import type { WriteKey } from '../../writes/idempotency.js';
import { SignUpService } from './sign-up.service.js';

@Controller('v1/users')
export class SignUpController {
  constructor(private readonly signUp: SignUpService) {}

  @Post()
  @Public()
  @Answers('Sign up', {
    201: Me,
    refusals: [
      'not-allowed',
      'email-taken',
      'invitation-invalid',
      'invitation-needs-proof',
      'setup-link-invalid',
      'rate-limited',
    ],
  })
  create(
    @Body({ schema: NewUser }) user: NewUser,
    @Ip() ip: string,
    @Idempotency() key: WriteKey | null,
  ): Promise<Result<Me>> {
    return this.signUp.signUp(user, ip, key);
  }
}
