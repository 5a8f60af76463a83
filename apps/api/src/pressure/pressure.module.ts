import { Module } from '@nestjs/common';
import { PressureController } from './pressure.controller.js';
import { PressureRepository } from './pressure.repository.js';
import { PressureService } from './pressure.service.js';

@Module({ controllers: [PressureController], providers: [PressureService, PressureRepository] })
export class PressureModule {}
