// The schemas of the forms of a person's own account, and of what programs use.

export { CreditAdjustment, EndOfCredits, NewCreditRule } from './credits/credits.js';
export { NewWebhook, WebhookChange, WebhookRotation, webhookTypes } from './webhooks/webhooks.js';
export { AccountChange } from './workspace/accounts.js';
export { NewAddress } from './workspace/addresses.js';
export { ChooseNoticeMailTimes } from './workspace/notices.js';
export { OwnProof, PasskeyChange } from './workspace/passkeys.js';
export { PasswordChange } from './workspace/passwords.js';
export { NewServiceAccount } from './workspace/service-accounts.js';
export { NewApiToken, TokenRotation } from './workspace/tokens.js';
export { NewTotpSecret, TwoFactorConfirmation, TwoFactorProof } from './workspace/two-factor.js';
