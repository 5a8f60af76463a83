import { Global, Module } from '@nestjs/common';
import { BoardQueue } from './board-queue.js';
import { BoardWriter } from './board-writer.js';
import { HotStatements } from './hot-statements.js';
import { Housekeeping } from './housekeeping.js';
import { Pool } from './pool.js';
import { Database } from './prisma.js';
import { Transactions } from './transaction.js';
import { Wakeups } from './wakeups.js';
import { WorkspaceWriter } from './workspace-writer.js';

const open = [Pool, Database, BoardQueue, BoardWriter, WorkspaceWriter, HotStatements, Wakeups];

@Global()
@Module({ providers: [...open, Transactions, Housekeeping], exports: open })
export class DatabaseModule {}
