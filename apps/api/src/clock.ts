import { Injectable } from '@nestjs/common';

/** The only place that reads the time: everything else is told it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
