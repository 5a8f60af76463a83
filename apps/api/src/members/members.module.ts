import { Module } from '@nestjs/common';
import { InvitationTokens } from './invitation-tokens.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsRepository } from './invitations.repository.js';
import { InvitationsService } from './invitations.service.js';
import { LeavingRepository } from './leaving.repository.js';
import { MembersController } from './members.controller.js';
import { MembersRepository } from './members.repository.js';
import { MembersService } from './members.service.js';
import { OidcService } from './oidc.service.js';
import { Passwords } from './passwords.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsRepository } from './sessions.repository.js';
import { SessionsService } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.repository.js';
import { SignUpService } from './sign-up.service.js';
import { SignUpAttempts } from './sign-up-attempts.repository.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesRepository } from './workspaces.repository.js';
import { WorkspacesService } from './workspaces.service.js';

/** Who there is, and who belongs where as what. */
@Module({
  controllers: [
    UsersController,
    SessionsController,
    WorkspacesController,
    MembersController,
    InvitationsController,
  ],
  providers: [
    InvitationTokens,
    InvitationsRepository,
    InvitationsService,
    LeavingRepository,
    MembersRepository,
    MembersService,
    OidcService,
    Passwords,
    SessionsRepository,
    SessionsService,
    SignInAttempts,
    SignUpAttempts,
    SignUpService,
    UsersRepository,
    UsersService,
    WorkspacesRepository,
    WorkspacesService,
  ],
})
export class MembersModule {}
