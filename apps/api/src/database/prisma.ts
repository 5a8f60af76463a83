import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from '@weir/prisma';
import { Pool } from './pool.js';
import { StatementNames } from './statement-names.js';

/** A transaction, which a service passes to repositories and other services. */
export type Tx = Prisma.TransactionClient;

/** The Prisma client on our pool. */
@Injectable()
export class Database extends PrismaClient implements OnApplicationShutdown {
  private readonly statementNames: StatementNames;

  constructor(pool: Pool) {
    const names = new StatementNames();
    super({ adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => names.of(sql) }) });
    this.statementNames = names;
  }

  /** Prepares all statements again: a migration has changed what they return. */
  prepareAgain(): void {
    this.statementNames.renew();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
  }
}
