export * from './board/apply-changes.js';
export * from './board/board.js';
export * from './board/board-changes.js';
export * from './board/board-deletion.js';
export * from './board/columns.js';
export * from './board/fields.js';
export * from './board/labels.js';
export * from './board/public-board.js';
export * from './board/saved-parameters.js';
export * from './board/saved-views.js';
export * from './board/swimlanes.js';
export * from './cards/attachments.js';
export * from './cards/card-fields.js';
export * from './cards/card-query.js';
export * from './cards/card-templates.js';
export * from './cards/cards.js';
export * from './cards/checklists.js';
export * from './cards/comments.js';
export * from './cards/leases.js';
export * from './cards/links.js';
export * from './cards/mentions.js';
export * from './cards/moves.js';
export * from './cards/recurring-cards.js';
export * from './cards/watching.js';
export * from './credits/board-price.js';
export * from './credits/credits.js';
export * from './events/audit-log.js';
export type {
  CardHalfCleared,
  ColumnLimitChanged,
  GroupShrunk,
  LimitRemoved,
} from './events/board-events.js';
export type {
  CardAdded,
  CardFieldsCleared,
  CardMoved,
  CardPlace,
  CardUnassigned,
  CardUnlabelled,
  RequestShed,
} from './events/changes.js';
export * from './events/event-subjects.js';
export * from './events/events.js';
export type { CardDisplaced } from './events/request-events.js';
export * from './events/workspace-feed.js';
export * from './flow/board-forecast.js';
export * from './flow/digest.js';
export * from './flow/figures/figure-cards.js';
export * from './flow/figures/flow-figures.js';
export { FlowFaults, Percentiles } from './flow/figures/flow-parts.js';
export * from './flow/figures/flow-query.js';
export * from './flow/figures/service-level-figures.js';
export * from './flow/forecast.js';
export * from './flow/missed.js';
export * from './flow/scores.js';
export * from './flow/service-levels.js';
export * from './flow/trials/limit-trials.js';
export * from './flow/what-if/what-if.js';
export * from './health.js';
export * from './imports/import-outlook.js';
export * from './imports/import-source.js';
export * from './imports/imports.js';
export * from './intake/gate.js';
export * from './intake/intake-policy.js';
export * from './intake/intake-reasons.js';
export * from './intake/ledger.js';
export * from './intake/notify-me.js';
export * from './intake/policy-numbers.js';
export * from './intake/pressure.js';
export * from './intake/rest.js';
export * from './intake/rest-policy.js';
export * from './intake/shedding.js';
export * from './limits/limits.js';
export * from './limits/overrides.js';
export * from './operations/backups.js';
export * from './problems/caps.js';
export * from './problems/conflicts.js';
export * from './problems/problem.js';
export * from './problems/problem-codes.js';
export * from './problems/problem-facts.js';
export * from './problems/problems.js';
export * from './requests/answer-templates.js';
export * from './requests/answers.js';
export * from './requests/deferrals.js';
export * from './requests/guest-requests.js';
export * from './requests/messages.js';
export * from './requests/public-form.js';
export * from './requests/request-context.js';
export * from './requests/request-queue.js';
export * from './requests/requests.js';
export * from './search/search.js';
export * from './values/external.js';
export * from './values/input-faults.js';
export * from './values/language.js';
export * from './values/lengths.js';
export * from './values/lists.js';
export * from './values/most-credits.js';
export * from './values/names.js';
export * from './values/params.js';
export * from './values/text.js';
export * from './values/time.js';
export * from './values/vocabulary.js';
export * from './waits/waits.js';
export * from './waits/waits-map.js';
export * from './webhooks/webhook-messages.js';
export * from './webhooks/webhooks.js';
export * from './workspace/account/accounts.js';
export * from './workspace/account/addresses.js';
export * from './workspace/account/avatars.js';
export * from './workspace/account/own-data.js';
export * from './workspace/account/own-sessions.js';
export * from './workspace/account/passkeys.js';
export * from './workspace/account/passwords.js';
export * from './workspace/account/two-factor.js';
export * from './workspace/calendar-feeds.js';
export * from './workspace/invitations.js';
export * from './workspace/members.js';
export * from './workspace/my-work.js';
export * from './workspace/notices.js';
export * from './workspace/overview.js';
export * from './workspace/permissions.js';
export * from './workspace/push-subscriptions.js';
export * from './workspace/roles.js';
export * from './workspace/service-accounts.js';
export * from './workspace/teams.js';
export * from './workspace/tokens.js';
export * from './workspace/workspaces.js';
