import { Module } from '@nestjs/common';
import { WaitGraphRepository } from './wait-graph.repository.js';
import { WaitGraphService } from './wait-graph.service.js';

/** Who waits on whom: read by pressure, forecasts, gates and the map. */
@Module({ providers: [WaitGraphRepository, WaitGraphService], exports: [WaitGraphService] })
export class WaitGraphModule {}
