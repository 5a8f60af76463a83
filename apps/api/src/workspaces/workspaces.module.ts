import { Module } from '@nestjs/common';
import { FilesModule } from '../files/files.module.js';
import { AccountLetters } from './account-letters.repository.js';
import { AddressChangeAttempts } from './address-changes/address-change-attempts.repository.js';
import { AddressChangesController } from './address-changes/address-changes.controller.js';
import { AddressChangesRepository } from './address-changes/address-changes.repository.js';
import { AddressChangesService } from './address-changes/address-changes.service.js';
import { AddressesController } from './addresses/addresses.controller.js';
import { AddressesRepository } from './addresses/addresses.repository.js';
import { AddressesService } from './addresses/addresses.service.js';
import { ArchivedWorkspacesController } from './archived-workspaces.controller.js';
import { AvatarsController } from './avatars/avatars.controller.js';
import { AvatarsRepository } from './avatars/avatars.repository.js';
import { AvatarsService } from './avatars/avatars.service.js';
import { WorkspaceDeletionRepository } from './deletion/deletion.repository.js';
import { WorkspaceDeletionService } from './deletion/deletion.service.js';
import { DemoController } from './demo/demo.controller.js';
import { DemoRepository } from './demo/demo.repository.js';
import { DemoService } from './demo/demo.service.js';
import { InvitationMails } from './invitations/invitation-mails.repository.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsRepository } from './invitations/invitations.repository.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { LeavingRepository } from './members/leaving.repository.js';
import { MembersController } from './members/members.controller.js';
import { MembersRepository } from './members/members.repository.js';
import { MembersService } from './members/members.service.js';
import { OwnDataController } from './own-data/own-data.controller.js';
import { OwnDataRepository } from './own-data/own-data.repository.js';
import { OwnDataService } from './own-data/own-data.service.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.repository.js';
import { PasskeySignInService } from './passkeys/passkey-sign-in.service.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasskeysRepository } from './passkeys/passkeys.repository.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { RelyingParty } from './passkeys/relying-party.js';
import { OwnPassword } from './passwords/own-password.service.js';
import { PasswordAttempts } from './passwords/password-attempts.repository.js';
import { PasswordChangesService } from './passwords/password-changes.service.js';
import { PasswordResetsService } from './passwords/password-resets.service.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { SealedSecrets } from './second-step/sealed-secrets.js';
import { SecondStepRepository } from './second-step/second-step.repository.js';
import { SecondStep } from './second-step/second-step.service.js';
import { ServiceAccountsController } from './service-accounts/service-accounts.controller.js';
import { ServiceAccountsRepository } from './service-accounts/service-accounts.repository.js';
import { ServiceAccountsService } from './service-accounts/service-accounts.service.js';
import { Devices } from './sessions/devices.js';
import { OidcService } from './sessions/oidc.service.js';
import { OwnSessionsController } from './sessions/own-sessions.controller.js';
import { OwnSessionsService } from './sessions/own-sessions.service.js';
import { Passwords } from './sessions/passwords.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SignInAttempts } from './sessions/sign-in-attempts.repository.js';
import { SignUpController } from './sessions/sign-up.controller.js';
import { SignUpService } from './sessions/sign-up.service.js';
import { SignUpAttempts } from './sessions/sign-up-attempts.repository.js';
import { SetupController } from './setup/setup.controller.js';
import { SetupService } from './setup/setup.service.js';
import { SetupLinks } from './setup/setup-links.repository.js';
import { TokenSecrets } from './tokens/token-secrets.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensRepository } from './tokens/tokens.repository.js';
import { TokensService } from './tokens/tokens.service.js';
import { TwoFactorController } from './two-factor/two-factor.controller.js';
import { TwoFactorService } from './two-factor/two-factor.service.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';
import { WorkspacesController } from './workspaces.controller.js';
import { WorkspacesRepository } from './workspaces.repository.js';
import { WorkspacesService } from './workspaces.service.js';

/** Accounts, sessions, workspaces and their members. */
@Module({
  imports: [FilesModule],
  controllers: [
    UsersController,
    AddressesController,
    AddressChangesController,
    AvatarsController,
    OwnDataController,
    PasskeysController,
    PasswordsController,
    TwoFactorController,
    SignUpController,
    SessionsController,
    OwnSessionsController,
    SetupController,
    WorkspacesController,
    ArchivedWorkspacesController,
    MembersController,
    ServiceAccountsController,
    TokensController,
    InvitationsController,
    DemoController,
  ],
  providers: [
    AccountLetters,
    Devices,
    AddressChangeAttempts,
    AddressChangesRepository,
    AddressChangesService,
    AddressesRepository,
    AddressesService,
    AvatarsRepository,
    AvatarsService,
    DemoRepository,
    DemoService,
    InvitationMails,
    InvitationsRepository,
    InvitationsService,
    LeavingRepository,
    MembersRepository,
    MembersService,
    OidcService,
    OwnDataRepository,
    OwnDataService,
    OwnPassword,
    OwnSessionsService,
    PasskeyChallenges,
    PasskeySignInService,
    PasskeysRepository,
    PasskeysService,
    PasswordAttempts,
    PasswordChangesService,
    PasswordResetsService,
    Passwords,
    RelyingParty,
    SealedSecrets,
    SecondStep,
    ServiceAccountsRepository,
    ServiceAccountsService,
    SessionsRepository,
    SessionsService,
    SetupLinks,
    SetupService,
    SignInAttempts,
    SignUpAttempts,
    SignUpService,
    SecondStepRepository,
    TokenSecrets,
    TokensRepository,
    TokensService,
    TwoFactorService,
    UsersRepository,
    UsersService,
    WorkspaceDeletionRepository,
    WorkspaceDeletionService,
    WorkspacesRepository,
    WorkspacesService,
  ],
})
export class WorkspacesModule {}
