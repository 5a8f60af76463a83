import { Module } from '@nestjs/common';
import { FiguresModule } from '../flow/figures/figures.module.js';
import { DigestController } from './digest.controller.js';
import { DigestRepository } from './digest.repository.js';
import { DigestService } from './digest.service.js';

@Module({
  imports: [FiguresModule],
  controllers: [DigestController],
  providers: [DigestService, DigestRepository],
  exports: [DigestService],
})
export class DigestModule {}
