-- CreateTable
CREATE TABLE "public"."workspace_locks" (
    "workspace_id" UUID NOT NULL,
    "taken" BIGINT NOT NULL,

    CONSTRAINT "workspace_locks_pkey" PRIMARY KEY ("workspace_id")
);

-- CreateTable
CREATE TABLE "public"."user_locks" (
    "user_id" UUID NOT NULL,
    "taken" BIGINT NOT NULL,

    CONSTRAINT "user_locks_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "public"."workspace_locks" ADD CONSTRAINT "workspace_locks_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "public"."user_locks" ADD CONSTRAINT "user_locks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.default_cap(_cap text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT CASE _cap
    WHEN 'workspaces'     THEN 50      -- that a person owns
    WHEN 'members'        THEN 2000    -- of a workspace
    WHEN 'invitations'    THEN 500     -- of a workspace, open
    WHEN 'guests'         THEN 10000   -- of a workspace
    WHEN 'boards'         THEN 200     -- of a workspace, not archived
    WHEN 'archivedBoards' THEN 1000    -- of a workspace, archived or not
    WHEN 'columns'        THEN 60      -- of a board, as are the next six
    WHEN 'swimlanes'      THEN 100
    WHEN 'limits'         THEN 300
    WHEN 'templates'      THEN 200
    WHEN 'cards'          THEN 5000    -- neither archived nor delivered
    WHEN 'archivedCards'  THEN 100000  -- all there are
    WHEN 'comments'       THEN 1000    -- of a card
    WHEN 'messages'       THEN 1000    -- of a request
  END
$function$;

CREATE OR REPLACE FUNCTION weir.enforce_card_caps(_workspace uuid, _board uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION weir.keep_caps_of_members()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  _old        public.memberships[];
  _workspaces uuid[];
  _owners     uuid[];
  _id         uuid;
  _max        integer;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT array_agg(o) INTO _old FROM old_rows o WHERE o.left_at IS NULL;
  END IF;
  SELECT array_agg(DISTINCT n.workspace_id) FILTER (WHERE o.user_id IS NULL),
         array_agg(DISTINCT n.user_id) FILTER (WHERE n.role = 'owner' AND o.role IS DISTINCT FROM 'owner')
    INTO _workspaces, _owners
    FROM new_rows n
    LEFT JOIN unnest(_old) o ON o.workspace_id = n.workspace_id AND o.user_id = n.user_id
   WHERE n.left_at IS NULL;

  PERFORM weir.lock_workspaces(_workspaces);
  FOREACH _id IN ARRAY coalesce(_workspaces, '{}') LOOP
    _max := weir.cap(_id, 'members');
    IF EXISTS (SELECT FROM public.memberships m WHERE m.workspace_id = _id AND m.left_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('members', _max);
    END IF;
  END LOOP;
  FOREACH _id IN ARRAY coalesce(_owners, '{}') LOOP
    PERFORM weir.lock_person(_id);
    SELECT coalesce((u.caps ->> 'workspaces')::integer, weir.default_cap('workspaces')) INTO _max FROM public.users u WHERE u.id = _id;
    IF EXISTS (SELECT FROM public.memberships m
                 JOIN public.workspaces w ON w.id = m.workspace_id AND w.archived_at IS NULL
                WHERE m.user_id = _id AND m.role = 'owner' AND m.left_at IS NULL OFFSET _max) THEN
      PERFORM weir.refuse_over_cap('workspaces', _max);
    END IF;
  END LOOP;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_workspaces(_workspaces uuid[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  _workspace uuid;
BEGIN
  FOR _workspace IN SELECT DISTINCT i FROM unnest(_workspaces) i WHERE i IS NOT NULL ORDER BY 1 LOOP
    INSERT INTO public.workspace_locks AS l (workspace_id, taken) VALUES (_workspace, 1)
    ON CONFLICT (workspace_id) DO UPDATE SET taken = l.taken + 1;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION weir.lock_person(_user uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO public.user_locks AS l (user_id, taken) VALUES (_user, 1)
  ON CONFLICT (user_id) DO UPDATE SET taken = l.taken + 1
$function$;

CREATE OR REPLACE FUNCTION weir.start_workspace_write(_workspace uuid, _lock boolean, _key weir.write_key, _now timestamp with time zone)
 RETURNS jsonb
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF _lock THEN
    PERFORM weir.lock_workspaces(ARRAY[_workspace]);
  END IF;
  IF _key.key IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', _key.caller_id, _key.route, _key.key), 0));
  END IF;
  RETURN weir.replay_response(_workspace, _key, _now);
END $function$;
