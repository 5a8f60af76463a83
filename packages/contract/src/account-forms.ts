// The schemas of the forms of a person's own account, and of what programs use.

export { CreditAdjustment, EndOfCredits, NewCreditRule } from './credits/credits.js';
export { NewWebhook, WebhookChange, WebhookRotation, webhookTypes } from './webhooks/webhooks.js';
export { AccountChange } from './workspace/account/accounts.js';
export { NewAddress } from './workspace/account/addresses.js';
export { OwnProof, PasskeyChange } from './workspace/account/passkeys.js';
export { PasswordChange } from './workspace/account/passwords.js';
export { NewTotpSecret, TwoFactorConfirmation, TwoFactorProof } from './workspace/account/two-factor.js';
export { ChooseNoticeMailTimes } from './workspace/notices.js';
export { NewServiceAccount } from './workspace/service-accounts.js';
export { NewApiToken, TokenRotation } from './workspace/tokens.js';
