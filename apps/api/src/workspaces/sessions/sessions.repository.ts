import { Injectable } from '@nestjs/common';
import { Database } from '../../database/prisma.js';

@Injectable()
export class SessionsRepository {
  constructor(private readonly database: Database) {}

  async create(session: { id: string; userId: string; createdAt: Date; expiresAt: Date }): Promise<void> {
    await this.database.session.create({ data: session });
  }

  async end(id: string, endedAt: Date): Promise<void> {
    await this.database.session.updateMany({ where: { id, endedAt: null }, data: { endedAt } });
  }
}
