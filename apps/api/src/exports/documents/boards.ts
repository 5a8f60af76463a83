import { list, object } from './json.js';

const inBoard = (table: string) => `${table}.workspace_id = b.workspace_id AND ${table}.board_id = b.id`;

const limitFacts = {
  scope: 'l.scope',
  columnId: 'l.column_id',
  columnIds: "CASE WHEN l.scope = 'columns' THEN to_jsonb(l.column_ids) END",
  swimlaneId: 'l.swimlane_id',
  userId: 'l.user_id',
  across: "CASE WHEN l.scope = 'person' THEN 'board' END",
  classOfService: 'l.class_of_service',
  max: 'l.max',
  min: 'l.min',
  mode: 'l.mode',
};

const intake = object({
  depth: 'i.depth',
  openPerRequester: 'i.open_per_requester',
  perRequesterPerHour: 'i.per_requester_per_hour',
  perRequesterPerDay: 'i.per_requester_per_day',
  answerWithinHours: 'i.answer_within_hours',
  graceHours: 'i.grace_hours',
  remindBeforeHours: 'i.remind_before_hours',
  escalateTo: 'i.escalate_to',
  highWatermark: 'i.high_watermark',
  lowWatermark: 'i.low_watermark',
  minOptions: 'i.min_options',
  replenishOn: 'i.replenish_on',
  timeZone: 'i.time_zone',
  workingHours: 'i.working_hours',
  gateByItself: 'i.gate_by_itself',
  rest: 'i.rest_policy',
  throttleDownstreamAt: 'i.throttle_downstream_at',
  gate: object({ state: 'i.gate', reason: 'i.gate_reason', until: 'weir.instant(i.gate_until)' }),
  form: object({
    isOpen: 'i.form_id IS NOT NULL',
    openPerGuest: 'i.form_open_per_guest',
    depth: 'i.form_depth',
  }),
});

const option = object({ id: 'o.id', name: 'o.name', colour: 'o.colour' });

export const boardDocuments = `
  SELECT ${object({
    id: 'b.id',
    key: 'b.key',
    name: 'b.name',
    createdAt: 'weir.instant(b.created_at)',
    createdBy: 'b.created_by',
    archivedAt: 'weir.instant(b.archived_at)',
    overrideBudget: 'b.override_budget',
    classPolicies: 'b.class_policies',
    serviceLevels: 'b.service_levels',
    columns: list(
      object({ id: 'k.id', name: 'k.name', kind: 'k.kind', split: 'k.split', policy: 'k.policy' }),
      'k.position, k.id',
      `columns k WHERE ${inBoard('k')}`,
    ),
    swimlanes: list(
      object({ id: 's.id', name: 's.name' }),
      's.position, s.id',
      `swimlanes s WHERE ${inBoard('s')}`,
    ),
    labels: list(
      object({ id: 'l.id', name: 'l.name', colour: 'l.colour' }),
      'lower(l.name), l.id',
      `labels l WHERE ${inBoard('l')}`,
    ),
    fields: list(
      object({
        id: 'f.id',
        name: 'f.name',
        kind: 'f.kind',
        onCards: 'f.on_cards',
        options: list(
          option,
          'o.position, o.id',
          `field_options o WHERE ${inBoard('o')} AND o.field_id = f.id`,
        ),
      }),
      'f.position, f.id',
      `custom_fields f WHERE ${inBoard('f')}`,
    ),
    limits: list(`jsonb_strip_nulls(${object(limitFacts)})`, 'l.id', `wip_limits l WHERE ${inBoard('l')}`),
    intake: `(SELECT ${intake} FROM intakes i WHERE ${inBoard('i')})`,
    answerTemplates: list(
      object({ name: 't.name', kind: 't.kind', reason: 't.reason', message: 't.message' }),
      't.name',
      `answer_templates t WHERE ${inBoard('t')}`,
    ),
    cardTemplates: list(
      `t.preset || ${object({ id: 't.id', name: 't.name' })}`,
      'lower(t.name), t.id',
      `card_templates t WHERE ${inBoard('t')}`,
    ),
    recurringCards: list(
      `r.preset || ${object({
        id: 'r.id',
        columnId: 'r.column_id',
        schedule: 'r.schedule',
        whenFull: 'r.when_full',
        active: 'r.active',
        nextAt: 'weir.instant(r.next_at)',
      })}`,
      'r.id',
      `recurring_cards r WHERE ${inBoard('r')}`,
    ),
  })} AS document
    FROM boards b WHERE b.workspace_id = $1
   ORDER BY b.key`;
