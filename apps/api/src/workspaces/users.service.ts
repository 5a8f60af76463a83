import { Injectable } from '@nestjs/common';
import type { Me } from '@weir/contract';
import { ok, type Result } from '../result.js';
import { UsersRepository } from './users.repository.js';

@Injectable()
export class UsersService {
  constructor(private readonly repository: UsersRepository) {}

  async me(userId: string): Promise<Result<Me>> {
    return ok(await this.repository.me(userId));
  }
}
