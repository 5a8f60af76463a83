import { Global, Module } from '@nestjs/common';
import { Breakers } from './breakers.service.js';

@Global()
@Module({ providers: [Breakers], exports: [Breakers] })
export class BreakersModule {}
