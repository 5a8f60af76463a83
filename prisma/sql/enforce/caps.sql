-- Caps: how much one person, workspace, board or card can have, so that no account can fill the database. They are far
-- above what a team needs. What exists above a cap stays; nothing is added until it has fallen below.
--
-- As with limits, rows are counted after a real UPDATE of the row that all writers of the same rows wait for: the board's
-- clock for what is on a board, the row that locks the workspace, or the person. Cards are counted where the limits are
-- (limits.sql), and only where a statement added to them: a move between columns that are not done counts nothing.
--
-- A row keeps its board, card, request or person: see refuse_other_place. So nothing gets somewhere but by INSERT, and the
-- triggers on UPDATE are for what comes back: from the archive, revoked, or left.

-- The cap where the operator has set no other: for a workspace and what is in it in workspaces.caps, for what a person
-- has in users.caps, as UPDATE workspaces SET caps = caps || '{"boards": 500}'.
CREATE FUNCTION weir.default_cap(_cap text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'sessions'       THEN 50      -- of a person: one more ends the oldest
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'newInvitations' THEN 1000    -- of a workspace, created in any 24 hours
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'imports'        THEN 20      -- of a workspace, until they are deleted some days later
    WHEN 'teams'          THEN 100     -- of a workspace
    WHEN 'teamMembers'    THEN 200     -- of a team
    WHEN 'tokens'         THEN 50      -- of a member, that have not ended
    WHEN 'webhooks'       THEN 50      -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next nine
    WHEN 'swimlanes'      THEN 100
    WHEN 'labels'         THEN 50
    WHEN 'fields'         THEN 20
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cardTemplates'  THEN 50
    WHEN 'recurringCards' THEN 50
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'notifyMe'       THEN 500     -- who wait for a notice of room on a board
    WHEN 'savedViews'     THEN 30      -- of a person on a board, and of everybody there
    WHEN 'requests'       THEN 100000  -- of a board, answered or not
    WHEN 'newRequests'    THEN 500     -- of one requester on a board, submitted in any 24 hours: see weir.rate_per_day
    WHEN 'blocks'         THEN 1000    -- of a card, over or not
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'cardLabels'     THEN 10      -- of a card
    WHEN 'checklistItems' THEN 100     -- of a card
    WHEN 'attachments'    THEN 100     -- of a card
    WHEN 'links'          THEN 50      -- of a card
    WHEN 'waits'          THEN 20      -- of a card, or of a request, over or not
    WHEN 'cardMegabytes'  THEN 200     -- of the attachments of a card, in MiB
    WHEN 'megabytes'      THEN 10000   -- of all attachments of a workspace, in MiB
    WHEN 'messages'       THEN 1000    -- of a request
    WHEN 'fieldOptions'   THEN 30      -- of a custom field
  END
$$;

CREATE FUNCTION weir.cap(_workspace uuid, _cap text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (w.caps ->> _cap)::integer FROM public.workspaces w WHERE w.id = _workspace), weir.default_cap(_cap))
$$;

CREATE FUNCTION weir.cap_of_person(_user uuid, _cap text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (u.caps ->> _cap)::integer FROM public.users u WHERE u.id = _user), weir.default_cap(_cap))
$$;

CREATE FUNCTION weir.refuse_over_cap(_cap text, _max integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weir.refuse('cap-reached', jsonb_build_object('cap', _cap, 'max', _max));
END $$;

-- The cards of a board, under its clock. A board has at most as many cards as it has given out numbers, so while these
-- are few nothing is counted. After that it is at most a walk over as many entries of an index as the cap allows.
CREATE FUNCTION weir.enforce_card_caps(_workspace uuid, _board uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  _numbers  integer;
  _live     integer := weir.cap(_workspace, 'cards');
  _archived integer := weir.cap(_workspace, 'archivedCards');
BEGIN
  SELECT k.next_card - 1 INTO _numbers FROM public.board_clock k WHERE k.workspace_id = _workspace AND k.board_id = _board;
  IF _numbers > _live AND EXISTS (
       SELECT FROM public.columns o
         JOIN public.cards c ON c.workspace_id = o.workspace_id AND c.board_id = o.board_id AND c.column_id = o.id
        WHERE o.workspace_id = _workspace AND o.board_id = _board AND o.kind <> 'done' AND c.archived_at IS NULL OFFSET _live) THEN
    PERFORM weir.refuse_over_cap('cards', _live);
  END IF;
  IF _numbers > _archived AND EXISTS (
       SELECT FROM public.cards c WHERE c.workspace_id = _workspace AND c.board_id = _board OFFSET _archived) THEN
    PERFORM weir.refuse_over_cap('archivedCards', _archived);
  END IF;
END $$;

-- Whether these changes of one board's cards add to what the caps count: cards that are new here, and more cards that are
-- neither archived nor in a column of kind done than before.
CREATE FUNCTION weir.adds_cards(_changes weir.card_change[], _done uuid[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(bool_or(c.was_column_id IS NULL), false) OR coalesce(sum(
           (c.archived_at IS NULL AND c.column_id <> ALL (coalesce(_done, '{}')))::integer
         - (c.was_archived_at IS NULL AND c.was_column_id <> ALL (coalesce(_done, '{}')))::integer), 0) > 0
    FROM unnest(_changes) c WHERE c.person IS NULL
$$;

-- Trigger: the other rows of a board, of a card and of a request, under the board's clock.
CREATE FUNCTION weir.keep_caps_of_board() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _cap  text := TG_ARGV[0];
  _b    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _b IN SELECT DISTINCT n.workspace_id, n.board_id FROM new_rows n LOOP
    _max := weir.cap(_b.workspace_id, _cap);
    CASE _cap
      WHEN 'columns' THEN
        _over := EXISTS (SELECT FROM public.columns r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'swimlanes' THEN
        _over := EXISTS (SELECT FROM public.swimlanes r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'labels' THEN
        _over := EXISTS (SELECT FROM public.labels r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'fields' THEN
        _over := EXISTS (SELECT FROM public.custom_fields r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'limits' THEN
        _over := EXISTS (SELECT FROM public.wip_limits r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'cardTemplates' THEN
        _over := EXISTS (SELECT FROM public.card_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'recurringCards' THEN
        _over := EXISTS (SELECT FROM public.recurring_cards r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
      WHEN 'templates' THEN
        _over := EXISTS (SELECT FROM public.answer_templates r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.columns REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('columns');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.swimlanes REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('swimlanes');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.labels REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('labels');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.custom_fields REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('fields');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.wip_limits REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('limits');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.answer_templates REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('templates');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_templates REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('cardTemplates');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.recurring_cards REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_board('recurringCards');

-- Trigger on requests. As with cards, nothing is counted while the board has given out few numbers; the trigger's name
-- sorts after that of the intake's, which moves the clock's next number on.
CREATE FUNCTION weir.keep_caps_of_requests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _b   record;
  _max integer;
BEGIN
  FOR _b IN
    SELECT k.workspace_id, k.board_id, k.next_request - 1 AS numbers
      FROM public.board_clock k
     WHERE (k.workspace_id, k.board_id) IN (SELECT n.workspace_id, n.board_id FROM new_rows n)
  LOOP
    _max := weir.cap(_b.workspace_id, 'requests');
    IF _b.numbers > _max AND EXISTS (
         SELECT FROM public.requests r WHERE r.workspace_id = _b.workspace_id AND r.board_id = _b.board_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('requests', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.requests REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_requests();

-- How many requests one requester can submit to a board in any 24 hours. Who submits and withdraws over and over has no
-- open request, so a board whose intake has no such rate has this one.
CREATE FUNCTION weir.rate_per_day(_i public.intakes) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT least(_i.per_requester_per_day, weir.cap(_i.workspace_id, 'newRequests'))
$$;

-- Trigger: the rows of a card.
CREATE FUNCTION weir.keep_caps_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _cap  text := TG_ARGV[0];
  _c    record;
  _max  integer;
  _over boolean;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, _cap);
    CASE _cap
      WHEN 'blocks' THEN
        _over := EXISTS (SELECT FROM public.card_blocks r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'comments' THEN
        _over := EXISTS (SELECT FROM public.comments r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'cardLabels' THEN
        _over := EXISTS (SELECT FROM public.card_labels r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'checklistItems' THEN
        _over := EXISTS (SELECT FROM public.checklist_items r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'links' THEN
        _over := EXISTS (SELECT FROM public.card_links r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
      WHEN 'attachments' THEN
        _over := EXISTS (SELECT FROM public.attachments r
                          WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id OFFSET _max);
    END CASE;
    IF _over THEN
      PERFORM weir.refuse_over_cap(_cap, _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_blocks REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('blocks');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.comments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('comments');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_labels REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('cardLabels');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.checklist_items REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('checklistItems');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.card_links REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('links');
CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_card('attachments');

-- Trigger on attachments: their bytes, on a card and in the workspace. The workspace's sum has a lock row of its own, because
-- the lock of the workspace comes before the clocks, and this writer has a clock already. Each file counts as at least 64 KiB,
-- so that the cap also bounds how many rows are added up.
CREATE FUNCTION weir.keep_caps_of_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _c   record;
  _max integer;
BEGIN
  FOR _c IN SELECT DISTINCT n.workspace_id, n.board_id, n.card_id FROM new_rows n LOOP
    _max := weir.cap(_c.workspace_id, 'cardMegabytes');
    IF (SELECT sum(r.bytes) FROM public.attachments r
         WHERE r.workspace_id = _c.workspace_id AND r.board_id = _c.board_id AND r.card_id = _c.card_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('cardMegabytes', _max);
    END IF;
  END LOOP;
  FOR _c IN SELECT DISTINCT n.workspace_id FROM new_rows n ORDER BY 1 LOOP
    INSERT INTO public.file_locks AS l (workspace_id, taken) VALUES (_c.workspace_id, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1;
    _max := weir.cap(_c.workspace_id, 'megabytes');
    IF (SELECT sum(greatest(r.bytes, 65536)) FROM public.attachments r WHERE r.workspace_id = _c.workspace_id) > _max * 1048576::bigint THEN
      PERFORM weir.refuse_over_cap('megabytes', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_of_bytes AFTER INSERT ON public.attachments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_bytes();

-- Trigger on the messages of requests.
CREATE FUNCTION weir.keep_caps_of_messages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _r   record;
  _max integer;
BEGIN
  FOR _r IN SELECT DISTINCT n.workspace_id, n.board_id, n.request_id FROM new_rows n LOOP
    _max := weir.cap(_r.workspace_id, 'messages');
    IF EXISTS (SELECT FROM public.request_messages m
                WHERE m.workspace_id = _r.workspace_id AND m.board_id = _r.board_id AND m.request_id = _r.request_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('messages', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.request_messages REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_messages();

-- Trigger on the options of custom fields.
CREATE FUNCTION weir.keep_caps_of_options() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  _f   record;
  _max integer;
BEGIN
  FOR _f IN SELECT DISTINCT n.workspace_id, n.board_id, n.field_id FROM new_rows n LOOP
    _max := weir.cap(_f.workspace_id, 'fieldOptions');
    IF EXISTS (SELECT FROM public.field_options o
                WHERE o.workspace_id = _f.workspace_id AND o.board_id = _f.board_id AND o.field_id = _f.field_id OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('fieldOptions', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

CREATE TRIGGER then_keep_caps_on_insert AFTER INSERT ON public.field_options REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION weir.keep_caps_of_options();

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
