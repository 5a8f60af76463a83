import { Global, Module } from '@nestjs/common';
import { Housekeeping } from './housekeeping.js';
import { Pool } from './pool.js';
import { Database } from './prisma.js';
import { Transactions } from './transaction.js';

const open = [Pool, Database, Transactions];

@Global()
@Module({ providers: [...open, Housekeeping], exports: open })
export class DatabaseModule {}
