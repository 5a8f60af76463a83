-- The place of a row that a cap counts: its board, card, request, workspace or person.

-- Trigger: a row keeps what its cap counts it by. It would otherwise get past the count by an UPDATE. PostgreSQL looks at it
-- only where a statement names one of these columns, so every other UPDATE costs nothing.
CREATE FUNCTION weir.refuse_other_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % keeps its %: delete it and create another', TG_TABLE_NAME, TG_ARGV[0]
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

DO $$
DECLARE
  _t record;
BEGIN
  FOR _t IN
    SELECT * FROM (VALUES
      ('columns',          'board',     '{workspace_id, board_id}'::name[]),
      ('swimlanes',        'board',     '{workspace_id, board_id}'),
      ('labels',           'board',     '{workspace_id, board_id}'),
      ('custom_fields',    'board',     '{workspace_id, board_id}'),
      ('field_options',    'field',     '{workspace_id, board_id, field_id}'),
      ('wip_limits',       'board',     '{workspace_id, board_id}'),
      ('card_templates',   'board',     '{workspace_id, board_id}'),
      ('recurring_cards',  'board',     '{workspace_id, board_id}'),
      ('answer_templates', 'board',     '{workspace_id, board_id}'),
      ('saved_views',      'person',    '{workspace_id, board_id, user_id}'),
      ('requests',         'board',     '{workspace_id, board_id}'),
      ('comments',         'card',      '{workspace_id, board_id, card_id}'),
      ('card_labels',      'card',      '{workspace_id, board_id, card_id}'),
      ('card_fields',      'card',      '{workspace_id, board_id, card_id, field_id}'),
      ('checklist_items',  'card',      '{workspace_id, board_id, card_id}'),
      ('attachments',      'card',      '{workspace_id, board_id, card_id, id, bytes}'),
      ('card_links',       'card',      '{workspace_id, board_id, card_id, id, kind, other_board_id, other_card_id, other_kind}'),
      ('card_blocks',      'card',      '{workspace_id, board_id, card_id}'),
      ('request_waits',    'waiter',    '{workspace_id, board_id, id, card_id, request_id}'),
      ('request_messages', 'request',   '{workspace_id, board_id, request_id}'),
      ('guests',           'workspace', '{workspace_id}'),
      ('invitations',      'workspace', '{workspace_id}'),
      ('imports',          'workspace', '{workspace_id}'),
      ('teams',            'workspace', '{workspace_id}'),
      ('team_members',     'team',      '{workspace_id, team_id, user_id}'),
      ('sessions',         'person',    '{user_id}')
    ) v (name, place, columns)
  LOOP
    EXECUTE format('CREATE TRIGGER refuse_other_place BEFORE UPDATE OF %s ON public.%I FOR EACH ROW
                    WHEN (%s) EXECUTE FUNCTION weir.refuse_other_place(%L)',
                   array_to_string(_t.columns, ', '), _t.name,
                   (SELECT string_agg(format('OLD.%1$I IS DISTINCT FROM NEW.%1$I', c), ' OR ') FROM unnest(_t.columns) c), _t.place);
  END LOOP;
END $$;
