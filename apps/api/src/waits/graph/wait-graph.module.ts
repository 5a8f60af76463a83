import { Module } from '@nestjs/common';
import { WaitGraphRepository } from './wait-graph.repository.js';
import { WaitGraphService } from './wait-graph.service.js';

/** Which items and boards wait on which. Pressure, forecasts, gates and the map read it. */
@Module({ providers: [WaitGraphRepository, WaitGraphService], exports: [WaitGraphService] })
export class WaitGraphModule {}
