import { Injectable } from '@nestjs/common';
import { SignedLinks } from '../http/signed-links.js';
import { ok, type Result, refuse } from '../result.js';
import { MailStopsRepository } from './mail-stops.repository.js';

@Injectable()
export class MailStopsService {
  constructor(
    private readonly links: SignedLinks,
    private readonly stops: MailStopsRepository,
  ) {}

  async stop(token: string): Promise<Result<void>> {
    const member = this.links.read('memberMails', token);
    if (member) return ok(await this.stops.ofMember(member));
    const manager = this.links.read('requestMails', token);
    if (manager) return ok(await this.stops.ofNewRequests(manager));
    const reader = this.links.read('digestMails', token);
    if (reader) return ok(await this.stops.ofDigests(reader));
    const guest = this.links.read('guestMails', token);
    if (guest) return ok(await this.stops.ofGuest(guest));
    return refuse('not-found', {}, { key: 'linkOpensNothing' });
  }
}
