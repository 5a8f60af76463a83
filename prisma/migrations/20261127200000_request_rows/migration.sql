SELECT set_config('check_function_bodies', 'off', true);

CREATE OR REPLACE FUNCTION weir.request_rows(_workspace uuid, _boards uuid[], _numbers integer[], _positions integer[] DEFAULT NULL::integer[])
 RETURNS TABLE(board_id uuid, id uuid, requester_id uuid, guest_id uuid, requester_name text, watcher_ids uuid[], watchers integer, number integer, ref text, version integer, title text, description text, class_of_service public.class_of_service, needed_by date, submitted_at timestamp with time zone, answer_by timestamp with time zone, expires_at timestamp with time zone, paused_at timestamp with time zone, answer_after_needed_by boolean, "position" integer, follows jsonb, redirected_from jsonb, answered jsonb)
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_column
DECLARE
  _queues    uuid[];
  _at_work   uuid[];
  _ahead     jsonb;
BEGIN
  -- Finding a position reads the whole queue of a board, or all its undelivered cards. So only boards are read whose requests
  -- have one.
  SELECT array_agg(DISTINCT r.board_id) FILTER (WHERE r.answered_at IS NULL AND _positions IS NULL),
         array_agg(DISTINCT c.board_id) FILTER (WHERE c.board_id IS NOT NULL)
    INTO _queues, _at_work
    FROM unnest(_boards, _numbers) wanted (board_id, number)
    JOIN public.requests r   ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    LEFT JOIN public.cards c ON r.answered_at IS NOT NULL
                            AND c.workspace_id = r.workspace_id AND c.board_id = r.board_id AND c.request_id = r.id
                            AND c.delivered_at IS NULL AND c.archived_at IS NULL;
  IF _at_work IS NOT NULL THEN
    SELECT jsonb_object_agg(l.request_id, l.ahead) INTO _ahead
      FROM weir.cards_ahead(_workspace, _at_work) l;
  END IF;

  RETURN QUERY
  -- The queue is sorted once. A plan could otherwise sort it for each request.
  WITH queue AS MATERIALIZED (SELECT p.request_id, p.position::integer AS position FROM weir.queue_positions(_workspace, _queues) p)
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(r.guest_name, u.name), watchers.members, watchers.number,
         r.number, b.key || '-R' || r.number, r.version, r.title, r.description, r.class_of_service, r.needed_by,
         r.submitted_at, r.answer_by, r.expires_at, r.paused_at,
         r.needed_by IS NOT NULL AND (r.answer_by AT TIME ZONE policy.time_zone)::date > r.needed_by,
         CASE WHEN r.answered_at IS NULL THEN coalesce(wanted.position, q.position) END,
         CASE WHEN r.follows_id IS NOT NULL THEN weir.followed_request(r, b.key) END,
         CASE WHEN r.from_request_id IS NOT NULL THEN weir.redirected_from(r) END,
         CASE WHEN r.answered_at IS NOT NULL THEN weir.answered_facts(r, b.key, (_ahead ->> r.id::text)::bigint) END
    FROM unnest(_boards, _numbers, _positions) wanted (board_id, number, position)
    JOIN public.requests r      ON r.workspace_id = _workspace AND r.board_id = wanted.board_id AND r.number = wanted.number
    JOIN public.boards b        ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    JOIN public.intakes policy  ON policy.workspace_id = r.workspace_id AND policy.board_id = r.board_id
    LEFT JOIN public.users u    ON u.id = r.requester_id
    LEFT JOIN queue q           ON q.request_id = r.id
   CROSS JOIN LATERAL (
      SELECT array_agg(w.user_id) FILTER (WHERE w.user_id IS NOT NULL) AS members, count(*)::integer AS number
        FROM public.request_watchers w
       WHERE w.workspace_id = r.workspace_id AND w.board_id = r.board_id AND w.request_id = r.id) watchers;
END $function$;

CREATE OR REPLACE FUNCTION weir.request_documents(_workspace uuid, _boards uuid[], _numbers integer[])
 RETURNS SETOF weir.request_document
 LANGUAGE plpgsql
 STABLE
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
BEGIN
  RETURN QUERY
  SELECT r.board_id, r.id, r.requester_id, r.guest_id, coalesce(r.watcher_ids, '{}'),
         jsonb_build_object(
           'number', r.number,
           'ref', r.ref,
           'version', r.version,
           'title', r.title,
           'description', r.description,
           'classOfService', r.class_of_service,
           'neededBy', r.needed_by,
           'requester', jsonb_build_object('id', coalesce(r.requester_id, r.guest_id), 'name', r.requester_name)
                        || CASE WHEN r.guest_id IS NULL THEN '{}' ELSE '{"guest": true}' END::jsonb,
           'byForm', r.guest_id IS NOT NULL,
           'watchers', r.watchers,
           'submittedAt', weir.instant(r.submitted_at),
           'answerBy', weir.instant(r.answer_by),
           'answerAfterNeededBy', r.answer_after_needed_by,
           'expiresAt', weir.instant(r.expires_at),
           'pausedAt', weir.instant(r.paused_at),
           'position', r.position,
           'follows', r.follows,
           'redirectedFrom', r.redirected_from)
         || coalesce(r.answered, '{"answer": null, "card": null, "work": null, "followedBy": null, "displaced": null,
                                   "ticketFrom": null, "ticketUsed": false}')
    FROM weir.request_rows(_workspace, _boards, _numbers) r;
END $function$;
