import { Global, Module } from '@nestjs/common';
import { Pool } from './pool.js';
import { Database } from './prisma.js';
import { Transactions } from './transaction.js';

const open = [Pool, Database, Transactions];

@Global()
@Module({ providers: open, exports: open })
export class DatabaseModule {}
